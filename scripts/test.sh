#!/usr/bin/env bash
# Runs checks and tests in stages, each with its time; ends non-zero if any failed.
# usage: scripts/test.sh all|check|unit|stack
set -uo pipefail
cd "$(dirname "$0")/.."
export PYTHONPATH=. OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 RASA_TELEMETRY_ENABLED=false
[ -d .tools/node/bin ] && PATH="$PWD/.tools/node/bin:$PATH"
services=.venv/services/bin
rasa=.venv/rasa/bin
mkdir -p .cache
failed=.cache/failed-stages
: > $failed
stage() {
  local name="$1" began=$SECONDS; shift
  printf '\n=== %s\n' "$name"
  if "$@"; then printf -- '--- %s: passed in %d s\n' "$name" $((SECONDS - began))
  else echo "$name" >> $failed; printf -- '--- %s: FAILED after %d s\n' "$name" $((SECONDS - began)); fi
}
checks() {
  stage "format" $services/ruff format --check -q .
  stage "lint" $services/ruff check -q .
  stage "types" $services/mypy --no-error-summary
  stage "import rules" $services/lint-imports --no-cache
  stage "web checks" npm --prefix web run --silent check
}
# Each stage has a folder of its own: a neighbour that ends first would clear its database away.
tested() {
  local name="$1" folder; shift; folder="$(mktemp -d)"
  PYTEST_DEBUG_TEMPROOT="$folder" stage "$name" $services/pytest -q "$@"
  rm -rf "$folder"
}
model() { stage "model" $services/python -m scripts.model; }
dialogues() { tested "dialogues" -m stack tests/conversations tests/wechat; }
faults() { tested "faults" tests/faults; }
pages() { tested "pages in Chromium" tests/browser; }
# The rooms whose tests live through days, and die in them.
days="tests/backoffice/loans tests/backoffice/servicing tests/backoffice/reminders tests/backoffice/changes tests/backoffice/workflows"
running_loans() { tested "units of running loans" -m "not stack" $days; }
backoffice() { tested "units of the back office" -m "not stack" tests/backoffice $(printf -- '--ignore=%s ' $days); }
services() { tested "units of the other services" -m "not stack" tests --ignore=tests/bot --ignore=tests/browser --ignore=tests/benchmarks --ignore=tests/backoffice --ignore=tests/faults; }
bot() { stage "units of the bot" $rasa/pytest -q -c tests/bot/pytest.ini tests/bot; }
web() { stage "units of the web" npm --prefix web test --silent; }
# Two cores, two lanes: each takes the next stage that waits; its words follow when it is done.
queue=.cache/stages-waiting
take() { flock 9; head -n 1 $queue; sed -i 1d $queue; } 9> $queue.lock
lane() {
  local next
  while next="$(take)" && [ -n "$next" ]; do
    echo "· $next begins"
    $next > ".cache/stage-$next.log" 2>&1
    flock $queue.lock cat ".cache/stage-$next.log"
  done
}
in_two_lanes() { printf '%s\n' "$@" > $queue; lane & lane; wait; }
case "${1:-all}" in
  check) checks ;;
  unit) in_two_lanes running_loans services backoffice bot web ;;
  stack) model; in_two_lanes faults dialogues pages ;;
  # The model first, since whatever runs everything waits for it; the longest before the short ones.
  all) checks; in_two_lanes model running_loans faults pages dialogues backoffice services bot web ;;
  *) echo "usage: scripts/test.sh all|check|unit|stack" >&2; exit 2 ;;
esac
printf '\n'
if [ -s $failed ]; then printf '✗ failed: %s\n' "$(paste -sd, $failed)"; exit 1; fi
echo "✓ all passed"
