#!/usr/bin/env bash
# Publishes the server into a folder from which any user can run it and that nobody has to write to.
#   build/image/publish.sh FOLDER [further options of dotnet publish]
set -euo pipefail
folder=${1:?names the folder to publish into}
shift
root=$(cd -- "$(dirname -- "$0")/../.." && pwd -P)

# The runtime is the image's: it is mended by a newer image, not by a newer program.
dotnet publish "$root/src/Server/Domicile.Server.csproj" -c Release --no-self-contained -o "$folder" \
    -v quiet --nologo "$@"
chmod -R a+rX,a-w "$folder"
