/** Laws are tried on other inputs each time; in CI always on the same, so that a merge fails for what is in it. */
import fc from 'fast-check'

if (process.env.CI) fc.configureGlobal({ seed: 20_250_309 })
