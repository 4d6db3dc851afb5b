#!/usr/bin/env bash
# Brings the images of COCO-MLT to this folder; goes on after any stop. Takes the options of: lmclip fetch --help
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
exec "$here/../../lmclip" fetch coco-mlt "$here" "$@"
