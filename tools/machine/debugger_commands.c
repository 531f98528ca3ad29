/* The addresses stand in registers, so the commands are the same for every boot, whatever was drawn by lot. The breakpoint at the
 * entry is one of the CPU's: the kernel's pages are not mapped yet, and memory could not be written. */
#include "tools/machine/debugger_commands.h"
#include <string.h>

struct error gdb_check_path(const char *path)
{
    const char *end = strchr(path, '\n');
    return end == NULL ? OK : error_about(ERR_HOST_PATH_FOR_GDB, path, (u64)(end - path) + 1);
}

/* As gdb wants a file's name: with nothing before the first slash that it would take for an option or a user's home folder. */
static void quote(const char *path, FILE *file)
{
    fputs(path[0] == '/' ? "\"" : "\"./", file);
    for (; *path != '\0'; path++)
        fprintf(file, *path == '"' || *path == '\\' ? "\\%c" : "%c", *path);
    fputc('"', file);
}

static void write_symbols_command(const char *command, const char *offset, const char *path, FILE *file)
{
    fprintf(file, "%s -o %s ", command, offset);
    quote(path, file);
    fputc('\n', file);
}

void gdb_write_kernel_commands(const char *kernel_path, FILE *file)
{
    if (kernel_path != NULL)
        write_symbols_command("symbol-file", "$rsi", kernel_path, file);
    else
        fputs("# an image has no symbols; with its kernel's own file: symbol-file -o $rsi KERNEL\n", file);
    fputs("thbreak *$rdi\ncontinue\n", file);
}

void gdb_write_loader_commands(const char *loader_path, const char *kernel_path, FILE *file)
{
    fputs("symbol-file ", file);
    quote(loader_path, file);
    fputs("\nset $lintel_slide = (unsigned long)$rcx - (unsigned long)&debugger_wait\n", file);
    write_symbols_command("symbol-file", "$lintel_slide", loader_path, file);
    fputs("tbreak boot\ncontinue\ndefine kernel\n", file);
    write_symbols_command("add-symbol-file", "$rsi", kernel_path, file);
    fputs("thbreak *$rdi\ncontinue\nend\n"
          "document kernel\n"
          "Goes on to the kernel's entry, with the kernel's symbols. For the place before it, where the loader stands still.\n"
          "end\n",
          file);
}
