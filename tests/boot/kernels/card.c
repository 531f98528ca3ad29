/* PCI configuration by ports (PCI 3.0 section 3.2.2.3.2), virtio's legacy interface (virtio 1.0 section 4.1.4.8). */
#include "card.h"
#include "check.h"

enum { CONFIG_ADDRESS = 0xcf8, CONFIG_DATA = 0xcfc, VIRTIO_NET = 0x10001af4, BAR_0 = 0x10, STATUS_AT = 18 };

static uint32_t read_config(unsigned device, unsigned offset)
{
    const uint32_t address = 0x80000000u | device << 11 | offset;
    uint32_t value;
    __asm__ volatile("outl %0, %1" : : "a"(address), "Nd"((uint16_t)CONFIG_ADDRESS));
    __asm__ volatile("inl %1, %0" : "=a"(value) : "Nd"((uint16_t)CONFIG_DATA));
    return value;
}

/* What a driver says of itself: 0 after the device was reset. */
static uint8_t driver_status(uint16_t registers)
{
    uint8_t status;
    __asm__ volatile("inb %1, %0" : "=a"(status) : "d"((uint16_t)(registers + STATUS_AT)));
    return status;
}

static void check_card(void)
{
    unsigned cards = 0;
    for (unsigned device = 0; device < 32; device++) {
        if (read_config(device, 0) != VIRTIO_NET)
            continue;
        cards++;
        CHECK_EQUAL(driver_status((uint16_t)(read_config(device, BAR_0) & 0xfffc)), 0);
    }
    CHECK_EQUAL(cards, 1);
}

void check_network(const struct boot_info *info, unsigned server)
{
    CHECK_EQUAL(info->volume->kind, VOLUME_NETWORK);
    CHECK_EQUAL(info->volume->server_ipv4, 10u | 2u << 16 | server << 24);
    CHECK_EQUAL(info->volume->partition_number, 0);
    check_card();
}
