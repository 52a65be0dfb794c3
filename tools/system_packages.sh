#!/bin/sh
# Installs what packages.apt lists and this machine lacks when run as root; otherwise prints the line that would.
# With CI=true a package that cannot be installed is an error; elsewhere setup goes on and the parts that need it say so.
set -u
wanted=$(sed 's/#.*//' "$(dirname "$0")/../packages.apt")
command -v dpkg-query >/dev/null 2>&1 || { echo "setup: not a Debian system; install by hand:" $wanted >&2; exit 0; }
missing=""
for package in $wanted; do
  dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing="$missing $package"
done
# python3-venv belongs to Debian's own Python; another Python brings its venv along.
python3 -c 'import ensurepip, venv' 2>/dev/null && missing=$(echo "$missing" | sed 's/ python3-venv//')
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ]; then
  echo "setup: installing$missing" >&2
  export DEBIAN_FRONTEND=noninteractive
  if apt-get update -qq >/dev/null 2>&1 && apt-get install -y -qq --no-install-recommends $missing >/dev/null; then exit 0; fi
  echo "setup: these system packages could not be installed:$missing" >&2
  [ "${CI:-}" = true ] && exit 1
  exit 0
fi
echo "setup: some parts need system packages. Run this once:" >&2
echo "  sudo apt-get install -y --no-install-recommends$missing" >&2
[ "${CI:-}" = true ] && exit 1
exit 0
