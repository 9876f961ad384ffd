// The HTML edition reads well without this script; with it the contents follow the reader.

const contents = document.querySelector('.contents')
const lists = contents.querySelector('.lists')

// Beside the text the contents stand open; above it (small screens) they open on demand.
const beside = matchMedia('(min-width: 60em)')
const arrange = () => {
  contents.open = beside.matches
}
beside.addEventListener('change', arrange)
arrange()
lists.addEventListener('click', (event) => {
  if (event.target.closest('a') && !beside.matches) contents.open = false
})
addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || beside.matches || !contents.open) return
  contents.open = false
  contents.querySelector('summary').focus()
})

// The current section is the last heading above the upper third of the window.
let links
let headings
let current = null
const mark = () => {
  const heading = headings.findLast((each) => each.getBoundingClientRect().top < innerHeight / 3)
  const link = heading ? links.get(heading.id) : null
  if (link === current) return
  current?.removeAttribute('aria-current')
  link?.setAttribute('aria-current', 'location')
  current = link
  if (!link || !beside.matches) return
  const place = link.getBoundingClientRect()
  const frame = lists.getBoundingClientRect()
  if (place.top < frame.top || place.bottom > frame.bottom)
    lists.scrollTop += place.top - frame.top - frame.height / 3
}
let asked = false
const markSoon = () => {
  if (asked) return
  asked = true
  requestAnimationFrame(() => {
    asked = false
    mark()
  })
}
addEventListener('scroll', markSoon, { passive: true })

// A box is a stop for the Tab key only while there is something to scroll in it.
const fit = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (target.scrollWidth > target.clientWidth) target.tabIndex = 0
    else target.removeAttribute('tabindex')
  }
})

// The preview changes the page under the reader, and says so.
const look = () => {
  links = new Map(
    [...contents.querySelectorAll('a')].map((link) => [decodeURIComponent(link.hash.slice(1)), link]),
  )
  headings = [...document.querySelectorAll('.chapter :is(h1, h2, h3)')].filter(({ id }) => links.has(id))
  markSoon()
  fit.disconnect()
  for (const box of document.querySelectorAll('.scroll')) fit.observe(box)
}
document.addEventListener('yanbao:changed', look)
look()
