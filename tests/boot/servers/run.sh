#!/usr/bin/env bash
# Boots machines from dnsmasq and nginx as docs/netboot.md configures them: the lines are taken from that page. All of it is in
# namespaces of its own, with a /srv of its own, so it needs no rights and touches no network and no file of the host.
set -euo pipefail
cd "$(dirname "$0")/../../.."
if [ $# = 0 ]; then
	for program in dnsmasq nginx ip unshare; do
		PATH=$PATH:/usr/sbin:/sbin command -v $program >/dev/null ||
			{ echo "$0: $program is missing: install dnsmasq-base, nginx-light, iproute2 and util-linux" >&2; exit 1; }
	done
	exec unshare --map-root-user --net --mount --pid --fork --kill-child --mount-proc "$0" inside
fi
PATH=$PATH:/usr/sbin:/sbin
page=docs/netboot.md
out=$PWD/build/boot/servers
rm -rf "$out"
mkdir -p "$out"
status=0

# The fenced block of the page that has this line.
block()
{
	awk -v line="$1" '
		/^```/ { if (inside && found) { printf "%s", text; exit } inside = !inside; text = ""; found = 0; next }
		inside { text = text $0 "\n"; if (index($0, line) == 1) found = 1 }' $page
}

# The command that a block starts with, for a kernel of ours.
command_of()
{
	sed -nE 's|^# lintel ([a-z]+) kernel.elf (.*)|build/lintel \1 build/kernels/hello.elf \2|p'
}

# NAME FIRMWARE [WORD...]: a machine on the bridge, with these words for QEMU, must boot hello.
boot()
{
	local name=$1 firmware=() result=0
	shift
	case $1 in
	uefi)
		cp /usr/share/OVMF/OVMF_VARS_4M.fd "$out/$name.vars"
		firmware=(-drive "if=pflash,format=raw,unit=0,readonly=on,file=/usr/share/OVMF/OVMF_CODE_4M.fd"
			-drive "if=pflash,format=raw,unit=1,file=$out/$name.vars")
		;;
	esac
	timeout "${BOOT_TIMEOUT_SECONDS:-120}" qemu-system-x86_64 -machine q35,accel=tcg -m 512 -nodefaults -no-reboot -display none \
		-serial "file:$out/$name.serial" -device isa-debug-exit,iobase=0xf4,iosize=4 "${firmware[@]}" \
		-netdev tap,id=net,ifname=machine,script=no,downscript=no \
		-device "virtio-net-pci,netdev=net,bootindex=0$([ "$1" = bios ] || echo ,romfile=)" "${@:2}" >"$out/$name.qemu" 2>&1 || result=$?
	if [ $result = 33 ] && grep -q 'Hello from a kernel that Lintel' "$out/$name.serial"; then
		echo "ok   $name"
	else
		echo "FAIL $name: QEMU's status $result, see $out"
		tail -n 5 "$out/$name.serial"
		status=1
	fi
}

# A server in the background, until `stop`.
serve()
{
	local name=$1
	shift
	"$@" >"$out/$name.log" 2>&1 &
	servers="${servers:-} $!"
	sleep 1
}

stop()
{
	# shellcheck disable=SC2086 # a list of numbers
	kill $servers
	# shellcheck disable=SC2086
	wait $servers || true
	servers=""
}

# The host's /srv is hidden; 192.168.77.1 is the machine that serves, on a bridge as the page has it.
mount -t tmpfs tmpfs /srv
mkdir /srv/tftp /srv/http
ip link set lo up
ip link add name br0 type bridge
ip tuntap add dev machine mode tap
ip link set machine master br0
ip addr add 192.168.77.1/24 dev br0
ip link set machine up
ip link set br0 up

block 'dhcp-boot=lintel/lintel.nbp' >"$out/dnsmasq.conf"
sh -c "$(command_of <"$out/dnsmasq.conf")"
serve dnsmasq dnsmasq --no-daemon --conf-file="$out/dnsmasq.conf" --dhcp-leasefile="$out/leases" --log-dhcp
boot dnsmasq_bios bios
boot dnsmasq_uefi uefi
stop

# A machine of its own gives addresses, and dnsmasq what is to be booted.
head -n 4 "$out/dnsmasq.conf" >"$out/proxy.conf"
block 'dhcp-range=192.168.77.0,proxy' >>"$out/proxy.conf"
unshare --net sleep infinity &
router=$!
sleep 1
ip link add name port type veth peer name lan netns $router
ip link set port master br0
ip link set port up
nsenter --target $router --net sh -c 'ip addr add 192.168.77.2/24 dev lan; ip link set lan up; ip link set lo up'
serve router nsenter --target $router --net dnsmasq --no-daemon --conf-file=/dev/null --port=0 --interface=lan --bind-interfaces \
	--dhcp-range=192.168.77.50,192.168.77.99,1h --dhcp-leasefile="$out/router.leases"
serve proxy dnsmasq --no-daemon --conf-file="$out/proxy.conf" --log-dhcp
boot dnsmasq_as_a_proxy_bios bios
boot dnsmasq_as_a_proxy_uefi uefi
stop
kill $router

# The disk image by HTTP: nginx keeps its own files where it can write.
block 'dhcp-match=set:http' | cat "$out/dnsmasq.conf" - >"$out/http.conf"
block 'server {' >"$out/server.conf"
sh -c "$(command_of <"$out/server.conf")"
{
	echo "daemon off; master_process off; user root; pid $out/nginx.pid; error_log stderr; events {} http { access_log $out/access.log;"
	for kind in client_body proxy fastcgi uwsgi scgi; do echo "${kind}_temp_path $out/nginx;"; done
	echo "include $out/server.conf; }"
} >"$out/nginx.conf"
serve http dnsmasq --no-daemon --conf-file="$out/http.conf" --dhcp-leasefile="$out/leases"
serve nginx nginx -e stderr -c "$out/nginx.conf"
boot nginx_uefi uefi -fw_cfg name=opt/org.tianocore/IPv4PXESupport,string=no -fw_cfg name=opt/org.tianocore/IPv6PXESupport,string=no
stop
exit $status
