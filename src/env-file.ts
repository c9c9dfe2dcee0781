/** `.env` is for people who start things by hand; what the environment already says wins. */
export function loadEnvFile(): void {
  try {
    process.loadEnvFile();
  } catch {
    // There is none.
  }
}
