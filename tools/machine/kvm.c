/* Whether KVM would help. A nested machine may offer a KVM that is made of software: there guests run a hundred times slower
 * than under QEMU's own emulation, and some firmware dies. */
#include "tools/machine/qemu.h"
#include <fcntl.h>
#include <linux/kvm.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

static bool line_has_word(const char *line, const char *word)
{
    size_t len = strlen(word);
    for (const char *found = strstr(line, word); found != NULL; found = strstr(found + 1, word))
        if (found > line && found[-1] == ' ' && strchr(" \n", found[len]) != NULL)
            return true;
    return false;
}

static bool cpu_virtualises(void)
{
    char line[8192];
    bool virtualises = false;
    FILE *cpus = fopen("/proc/cpuinfo", "re");
    if (cpus == NULL)
        return false;
    while (!virtualises && fgets(line, sizeof(line), cpus) != NULL)
        virtualises = strncmp(line, "flags", 5) == 0 && (line_has_word(line, "vmx") || line_has_word(line, "svm"));
    fclose(cpus);
    return virtualises;
}

static bool kvm_answers(void)
{
    int kvm = open("/dev/kvm", O_RDWR | O_CLOEXEC);
    if (kvm < 0)
        return false;
    bool answers = ioctl(kvm, KVM_GET_API_VERSION, 0) == KVM_API_VERSION;
    close(kvm);
    return answers;
}

bool kvm_is_usable(void)
{
    return access("/sys/module/kvm_pvm", F_OK) != 0 && cpu_virtualises() && kvm_answers();
}
