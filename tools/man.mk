# The manual pages: docs/man/ has their sources. What several pages say stands once, in docs/man/*.roff.
man_pages := $(patsubst docs/man/%,$(BUILD)/man/%,$(wildcard docs/man/*.[157]))
man_program := tools/man/page.awk tools/man/markdown.awk tools/man/header.awk
man_quoted := $(wildcard docs/man/*.roff docs/*.md include/lintel/*.h)
programs: $(man_pages)

# «.so FILE» gives way to that file, so that an installed page needs no other.
$(BUILD)/man/%: docs/man/% $(man_program) $(man_quoted) Makefile
	@mkdir -p $(@D)
	awk -v version=$(VERSION) $(man_program:%=-f %) $< > $@.part
	mv $@.part $@
