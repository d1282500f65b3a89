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
# The rooms whose tests live through days, and die in them: as long as all the others together.
days="loans servicing reminders changes workflows"
# A folder of its own: a neighbour that ends first would clear the database away.
days_units() { PYTEST_DEBUG_TEMPROOT="$(mktemp -d)" stage "units of running loans" $services/pytest -q -m "not stack" $(printf 'tests/backoffice/%s ' $days); }
services_units() {
  stage "units of the services" $services/pytest -q -m "not stack" tests --ignore=tests/bot --ignore=tests/browser --ignore=tests/benchmarks $(printf -- '--ignore=tests/backoffice/%s ' $days)
}
other_units() {
  stage "units of the bot" $rasa/pytest -q -c tests/bot/pytest.ini tests/bot
  stage "units of the web" npm --prefix web test --silent
}
model() { stage "model" $services/python -m scripts.model; }
beside() { # beside A B: A's stages while B's run; the second lane's words follow when both are done
  (for part in $2; do $part; done) > .cache/second-lane.log 2>&1 &
  $1; wait; cat .cache/second-lane.log
}
running() {
  stage "dialogues and faults" $services/pytest -q -m stack tests --ignore=tests/bot --ignore=tests/browser
  stage "pages in Chromium" $services/pytest -q tests/browser
}
case "${1:-all}" in
  check) checks ;;
  unit) beside services_units "other_units days_units" ;;
  stack) model; running ;;
  all) checks; beside services_units "other_units model days_units"; running ;;
  *) echo "usage: scripts/test.sh all|check|unit|stack" >&2; exit 2 ;;
esac
printf '\n'
if [ -s $failed ]; then printf '✗ failed: %s\n' "$(paste -sd, $failed)"; exit 1; fi
echo "✓ all passed"
