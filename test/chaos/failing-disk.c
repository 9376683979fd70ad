/* In front of the C library: a disk that is slow or full while a file in the folder FAILING_DISK says so. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <time.h>

static FILE *flag(const char *name) {
  const char *folder = getenv("FAILING_DISK");
  char path[512];
  if (!folder) return NULL;
  snprintf(path, sizeof path, "%s/%s", folder, name);
  return fopen(path, "r");
}

static int is_full(void) {
  FILE *file = flag("full");
  if (!file) return 0;
  fclose(file);
  return 1;
}

static void wait_for_disk(void) {
  FILE *file = flag("slow");
  long milliseconds = 0;
  if (!file) return;
  if (fscanf(file, "%ld", &milliseconds) != 1) milliseconds = 0;
  fclose(file);
  struct timespec time = {milliseconds / 1000, milliseconds % 1000 * 1000000};
  nanosleep(&time, NULL);
}

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

int fsync(int fd) {
  wait_for_disk();
  return NEXT(fsync)(fd);
}

int fdatasync(int fd) {
  wait_for_disk();
  return NEXT(fdatasync)(fd);
}

ssize_t pwrite(int fd, const void *bytes, size_t count, off_t offset) {
  if (is_full()) return errno = ENOSPC, -1;
  return NEXT(pwrite)(fd, bytes, count, offset);
}

ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t offset) {
  if (is_full()) return errno = ENOSPC, -1;
  return NEXT(pwrite64)(fd, bytes, count, offset);
}

ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t offset) {
  if (is_full()) return errno = ENOSPC, -1;
  return NEXT(pwritev)(fd, parts, count, offset);
}

ssize_t pwritev64(int fd, const struct iovec *parts, int count, off64_t offset) {
  if (is_full()) return errno = ENOSPC, -1;
  return NEXT(pwritev64)(fd, parts, count, offset);
}
