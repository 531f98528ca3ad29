# Random FAT volumes, read back against mtools. A seed makes the same volume everywhere: `build/volumes 4711 1` makes one of them.
volumes_sources := $(wildcard tests/volumes/*.c) $(filter common/base/%,$(core)) $(wildcard common/disk/fat*.c)
volumes_objects := $(volumes_sources:%.c=$(BUILD)/test/%.o)

$(BUILD)/volumes: $(volumes_objects)
	$(say) LD $@
	$(CC) -fsanitize=address,undefined $^ -o $@

.PHONY: volumes volumes-long
volumes: $(BUILD)/volumes ## read 200 random FAT volumes back against mtools
	PATH=$$PATH:/sbin:/usr/sbin $(BUILD)/volumes 1 200

volumes-long: $(BUILD)/volumes ## the same with 10 000
	PATH=$$PATH:/sbin:/usr/sbin $(BUILD)/volumes 1 10000

-include $(volumes_objects:.o=.d)
