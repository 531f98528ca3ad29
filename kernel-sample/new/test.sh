#!/bin/sh
# What `make test` asks of build/os.img: on BIOS and on UEFI it must boot, say this on the serial line, and report a pass. Options come
# with it, for example `make test TEST_OPTIONS='--memory 128M,4G'`; there are more in `lintel test --help`.
#
# SPDX-License-Identifier: 0BSD
exec "${LINTEL:-lintel}" test build/os.img --log-dir build/failed --expect "Hello from a kernel" "$@"
