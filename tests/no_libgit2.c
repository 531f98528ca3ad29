/* Criterion starts libgit2 in the process of every test, for an assertion that shows how two texts differ; none here does.
 * libgit2 reads all certificates of the system first, which with the sanitizers takes 30 ms. So these are found before the
 * library's. */
int git_libgit2_init(void);
int git_libgit2_shutdown(void);

int git_libgit2_init(void)
{
    return 1; /* how often it was started */
}

int git_libgit2_shutdown(void)
{
    return 0;
}
