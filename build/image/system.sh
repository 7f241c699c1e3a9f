#!/usr/bin/env bash
# What the image needs of Debian beside .NET: pango and a font, which draw audit documents, with the list of fonts made
# now, because nothing can be written later; and a user of its own.
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive
apt-get update -q
apt-get install -y -q --no-install-recommends libpangocairo-1.0-0 fontconfig fonts-dejavu-core
rm -rf /var/lib/apt/lists/*
fc-cache -f
groupadd --system --gid 10001 domicile
useradd --system --uid 10001 --gid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin domicile
