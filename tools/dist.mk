# `make dist`: the sources as one file, the same bits for the same commit. What it holds makes the same file again.
DIST := $(BUILD)/dist
dist_name := lintel-$(VERSION)

# A checkout gives what is committed, and its date; the unpacked file gives itself, and the date that all of it has.
dist_sources = if [ -e .git ]; then git archive HEAD; else tar -c --exclude=./build .; fi
dist_epoch = if [ -e .git ]; then git log -1 --format=%ct; else stat -c %Y Makefile; fi

.PHONY: dist distcheck
dist: ## make a source tarball of what is committed, with its SHA-256, in build/dist
	rm -rf "$(DIST)"
	mkdir -p "$(DIST)/$(dist_name)"
	{ $(dist_sources); } | tar -x -C "$(DIST)/$(dist_name)"
	set -e; epoch=$$($(dist_epoch)); cd "$(DIST)"; LC_ALL=C tar -c --format=ustar --sort=name --mtime="@$$epoch" --owner=0 --group=0 \
		--numeric-owner --mode=go=u,go-w $(dist_name) | gzip -9n > $(dist_name).tar.gz; \
		rm -r $(dist_name); sha256sum $(dist_name).tar.gz > $(dist_name).tar.gz.sha256
	$(say) DIST "$(DIST)/$(dist_name).tar.gz"

distcheck: dist ## run all tests of what the tarball holds, and install it into a folder
	tar -x -C "$(DIST)" -f "$(DIST)/$(dist_name).tar.gz"
	$(MAKE) -C "$(DIST)/$(dist_name)" test
	$(MAKE) -C "$(DIST)/$(dist_name)" install DESTDIR="$(abspath $(DIST))/root"
	rm -rf "$(DIST)/$(dist_name)" "$(DIST)/root"
