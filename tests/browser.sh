#!/bin/sh
# The tests drive a real Chromium. Use the one that is there; as root on Debian, install it.
# The headless shell is the same engine without a window around each page: a page opens in a quarter of the time.
set -eu
for name in chromium-headless-shell chromium chromium-browser google-chrome google-chrome-stable; do
  if command -v "$name" >/dev/null 2>&1; then exit 0; fi
done
if [ -x "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" ]; then exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  for package in chromium-headless-shell chromium; do
    echo "installing Debian's $package for the tests"
    if apt-get install -y -qq --no-install-recommends "$package" >/dev/null; then exit 0; fi
  done
fi
echo "the tests need Chromium or Chrome on the PATH; install it (Debian: apt-get install chromium) and run again" >&2
exit 1
