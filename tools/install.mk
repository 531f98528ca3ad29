# `make install` puts what a kernel's author needs below $(DESTDIR)$(PREFIX); `make uninstall` removes exactly that.
PREFIX := /usr/local
DESTDIR :=

# kernel-sample/new/ is in the tool.
installed_samples := kernel-sample/README.md $(wildcard kernel-sample/*.h) $(filter-out %/new/main.c,$(wildcard kernel-sample/*/main.c))

# SOURCE=TARGET, the target below PREFIX.
to_folder = $(foreach file,$(2),$(file)=$(1)/$(notdir $(file)))
installed_data := $(call to_folder,include/lintel,$(wildcard include/lintel/*.h)) \
	$(call to_folder,lib/lintel,$(BUILD)/lintel-bios.debug $(BUILD)/BOOTX64.debug) \
	$(foreach section,1 5 7,$(call to_folder,share/man/man$(section),$(filter %.$(section),$(man_pages)))) \
	$(call to_folder,share/doc/lintel,LICENSE) \
	tools/completions/lintel.bash=share/bash-completion/completions/lintel \
	$(call to_folder,share/zsh/site-functions,tools/completions/_lintel) \
	$(foreach file,$(installed_samples),$(file)=share/lintel/$(file))
installed_program := bin/lintel
installed_flags := share/pkgconfig/lintel.pc

# The folders that nobody else has, the innermost first. What others share stays, even if it is empty.
installed_targets := $(installed_program) $(installed_flags) $(foreach pair,$(installed_data),$(lastword $(subst =, ,$(pair))))
installed_folders := $(patsubst %/,%,$(sort $(dir $(filter share/lintel/kernel-sample/%/main.c,$(installed_targets))))) \
	share/lintel/kernel-sample share/lintel share/doc/lintel lib/lintel include/lintel

check_prefix = $(if $(filter /%,$(PREFIX)),,$(error PREFIX=$(PREFIX): give an absolute path))

.PHONY: install uninstall
install: $(BUILD)/lintel $(BUILD)/lintel-bios.debug $(BUILD)/BOOTX64.debug $(man_pages) ## install below PREFIX (/usr/local), which lies below DESTDIR
	$(check_prefix)
	$(say) INSTALL "$(DESTDIR)$(PREFIX)"
	set -e; for pair in $(installed_data); do \
		install -D -m 644 "$${pair%%=*}" "$(DESTDIR)$(PREFIX)/$${pair#*=}"; \
	done
	install -D -m 755 $(BUILD)/lintel "$(DESTDIR)$(PREFIX)/$(installed_program)"
	sed 's|@VERSION@|$(VERSION)|; s|@PREFIX@|$(PREFIX)|' tools/lintel.pc.in | \
		install -D -m 644 /dev/stdin "$(DESTDIR)$(PREFIX)/$(installed_flags)"

uninstall: ## remove what `make install` with the same PREFIX and DESTDIR put there
	$(check_prefix)
	if [ -d "$(DESTDIR)$(PREFIX)" ]; then \
		cd "$(DESTDIR)$(PREFIX)" && rm -f $(installed_targets) && for folder in $(installed_folders); do \
			if [ -d $$folder ]; then rmdir --ignore-fail-on-non-empty $$folder || exit; fi; \
		done \
	fi
