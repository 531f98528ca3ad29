# The manual pages: docs/man/ has their sources. What several pages say stands once, in docs/man/*.roff.
man_pages := $(patsubst docs/man/%,$(BUILD)/man/%,$(wildcard docs/man/*.[157]))
programs: $(man_pages)

# «.so FILE» gives way to that file, so that an installed page needs no other.
$(BUILD)/man/%: docs/man/% $(wildcard docs/man/*.roff) tools/man.awk Makefile
	@mkdir -p $(@D)
	awk -v version=$(VERSION) -f tools/man.awk $< > $@.part
	mv $@.part $@
