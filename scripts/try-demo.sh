#!/usr/bin/env bash
# scripts/try-demo.sh: does what a newcomer does with the demo. It has to come up, answer, stop at
# Ctrl-C and leave nothing behind.
set -euo pipefail

folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
export TMPDIR="$folder" PORT="${PORT:-3917}" SANDBOX_PORT="${SANDBOX_PORT:-4917}"

# Ctrl-C reaches all that runs in a terminal: npm, its shell, and the demo.
setsid npm run demo >"$folder/said" 2>&1 &
demo=$!
for _ in $(seq 600); do
  if grep -q 'Ctrl-C' "$folder/said"; then break; fi
  if ! kill -0 "$demo" 2>/dev/null; then break; fi
  sleep 0.1
done
cat "$folder/said"
grep -q 'Ctrl-C' "$folder/said" || { echo 'The demo did not come up.'; exit 1; }
node -e "fetch('http://127.0.0.1:$SANDBOX_PORT/').then((page) => process.exit(page.ok ? 0 : 1))"

kill -INT -- "-$demo"
wait "$demo" || true
left="$(find "$folder" -maxdepth 1 -name 'recordings-demo-*')"
[[ -z "$left" ]] || { echo "The demo left $left behind."; exit 1; }
