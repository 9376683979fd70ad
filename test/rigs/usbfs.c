/*
 * Linux usbfs (/dev/bus/usb/BBB/DDD) over USB/IP, for a machine whose kernel has no USB: a library for LD_PRELOAD.
 *
 * USBFS_DEVICES names every device file with its server's port on this machine and the device's bus id there:
 * "/dev/bus/usb/001/002=3240/1-1 /dev/bus/usb/001/003=3240/1-2". Served is what libusb and Chromium ask of usbfs; any
 * other request ends with ENOTTY. What a kernel does for drivers, and for programs that want one interface, is not here.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <linux/usbdevice_fs.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/statfs.h>
#include <sys/vfs.h>
#include <unistd.h>

/* ---- USB/IP (Documentation/usb/usbip_protocol.rst): big-endian, headers of twelve words --------------------------- */

enum { CMD_SUBMIT = 1, CMD_UNLINK = 2, RET_SUBMIT = 3, RET_UNLINK = 4 };
enum { HEADER_WORDS = 12, HEADER_SIZE = 4 * HEADER_WORDS, SETUP_SIZE = 8 };
enum { IMPORT_SIZE = 40, IMPORT_BUS_ID = 8 };
enum { ANSWER_HEADER = 8, ANSWER_SIZE = 320, ANSWER_BUS_NUMBER = 296, ANSWER_DEVICE_NUMBER = 300 };

/* A transfer on its way, or done and not yet reaped. */
struct transfer {
	struct transfer *next;
	struct usbdevfs_urb *urb; /* NULL for one of our own, which somebody waits for */
	uint32_t sequence, unlink; /* of its submission, and of the wish to have it back */
	bool in, finished;
	uint8_t *data;
	int status, length;
};

struct device {
	int file; /* what the program holds: an eventfd */
	int line; /* to the server */
	uint32_t id, sequence;
	bool gone;
	pthread_t listener;
	pthread_mutex_t lock; /* of everything here, and of writing to the line */
	pthread_cond_t changed;
	struct transfer *sent, *done;
};

enum { FILES = 4096 };
static struct device *devices[FILES];

static struct device *device_of(int file) {
	return file >= 0 && file < FILES ? __atomic_load_n(&devices[file], __ATOMIC_ACQUIRE) : NULL;
}

/* ---- The functions that this library stands in front of ----------------------------------------------------------- */

static int (*next_open)(const char *, int, ...), (*next_openat)(int, const char *, int, ...);
static int (*next_close)(int), (*next_ioctl)(int, unsigned long, ...);
static int (*next_statfs)(const char *, struct statfs *), (*next_fstatfs)(int, struct statfs *);

/* Also called by whoever comes before the constructors. */
__attribute__((constructor)) static void find_next(void) {
	next_open = dlsym(RTLD_NEXT, "open64");
	next_openat = dlsym(RTLD_NEXT, "openat64");
	next_close = dlsym(RTLD_NEXT, "close");
	next_ioctl = dlsym(RTLD_NEXT, "ioctl");
	next_statfs = dlsym(RTLD_NEXT, "statfs64");
	next_fstatfs = dlsym(RTLD_NEXT, "fstatfs64");
}
#define NEXT(function) (next_##function ? next_##function : (find_next(), next_##function))

/* ---- The line ----------------------------------------------------------------------------------------------------- */

static bool receive_all(int line, void *into, size_t size) {
	for (size_t at = 0; at < size;) {
		ssize_t got = recv(line, (char *)into + at, size - at, 0);
		if (got > 0) at += got;
		else if (got == 0 || errno != EINTR) return false;
	}
	return true;
}

static bool send_all(int line, const void *from, size_t size) {
	for (size_t at = 0; at < size;) {
		ssize_t sent = send(line, (const char *)from + at, size - at, MSG_NOSIGNAL);
		if (sent > 0) at += sent;
		else if (errno != EINTR) return false;
	}
	return true;
}

/*
 * usbfs says by POLLOUT that a transfer can be reaped. An eventfd is writable unless its counter is at its maximum:
 * that is how a file that nobody wrote to is made to wait.
 */
static void say_nothing_to_reap(struct device *device) {
	uint64_t most = UINT64_MAX - 1;
	if (write(device->file, &most, sizeof most) < 0) return; /* it is there already */
}

static void say_something_to_reap(struct device *device) {
	uint64_t counter;
	if (read(device->file, &counter, sizeof counter) < 0) return; /* it was said before */
}

/* ---- Transfers: each function is called with the device locked, unless it says otherwise ---------------------------- */

static struct transfer *take_sent(struct device *device, struct transfer *wanted) {
	for (struct transfer **at = &device->sent; *at; at = &(*at)->next)
		if (*at == wanted) {
			*at = wanted->next;
			return wanted;
		}
	return NULL;
}

static void finish(struct device *device, struct transfer *transfer, int status, int length) {
	take_sent(device, transfer);
	transfer->status = status;
	transfer->length = length;
	transfer->finished = true;
	transfer->next = NULL;
	if (transfer->urb) {
		struct transfer **end = &device->done;
		while (*end) end = &(*end)->next;
		*end = transfer;
		say_something_to_reap(device);
	}
	pthread_cond_broadcast(&device->changed);
}

static bool send_header(struct device *device, uint32_t command, uint32_t sequence, bool in, uint8_t endpoint,
                        uint32_t fifth, uint32_t length, const uint8_t *setup) {
	uint32_t header[HEADER_WORDS] = {htonl(command), htonl(sequence), device->id,     htonl(in),
	                                 htonl(endpoint), htonl(fifth),   htonl(length)};
	if (command == CMD_SUBMIT) header[8] = htonl(UINT32_MAX); /* not isochronous */
	if (setup) memcpy(&header[10], setup, SETUP_SIZE);
	return send_all(device->line, header, sizeof header);
}

static bool submit(struct device *device, struct transfer *transfer, uint8_t endpoint, const uint8_t *setup, int length) {
	if (device->gone) return false;
	transfer->sequence = ++device->sequence;
	transfer->next = device->sent;
	device->sent = transfer;
	if (send_header(device, CMD_SUBMIT, transfer->sequence, transfer->in, endpoint, 0, length, setup) &&
	    (transfer->in || length == 0 || send_all(device->line, transfer->data, length)))
		return true;
	take_sent(device, transfer);
	return false;
}

/* Reads what the server says until the line ends; then every transfer ends with it. Not locked. */
static void *listen_to_server(void *argument) {
	struct device *device = argument;
	uint32_t header[HEADER_WORDS];
	bool alive = true;
	while (alive && receive_all(device->line, header, sizeof header)) {
		uint32_t command = ntohl(header[0]), sequence = ntohl(header[1]);
		int status = (int32_t)ntohl(header[5]), length = (int32_t)ntohl(header[6]);
		pthread_mutex_lock(&device->lock);
		struct transfer *transfer = device->sent;
		while (transfer && (command == RET_UNLINK ? transfer->unlink : transfer->sequence) != sequence)
			transfer = transfer->next;
		if (transfer && command == RET_UNLINK) finish(device, transfer, -ENOENT, 0);
		else if (transfer) {
			alive = !transfer->in || length <= 0 || receive_all(device->line, transfer->data, length);
			if (alive) finish(device, transfer, status, length);
		}
		pthread_mutex_unlock(&device->lock);
	}
	pthread_mutex_lock(&device->lock);
	device->gone = true;
	while (device->sent) finish(device, device->sent, -ENODEV, 0);
	say_something_to_reap(device);
	pthread_mutex_unlock(&device->lock);
	return NULL;
}

/* A control transfer without data, waited for. Not locked. */
static int request(struct device *device, uint8_t type, uint8_t code, uint16_t value, uint16_t index) {
	uint8_t setup[SETUP_SIZE] = {type, code, value, value >> 8, index, index >> 8};
	struct transfer transfer = {.in = false};
	pthread_mutex_lock(&device->lock);
	bool sent = submit(device, &transfer, 0, setup, 0);
	while (sent && !transfer.finished) pthread_cond_wait(&device->changed, &device->lock);
	pthread_mutex_unlock(&device->lock);
	if (sent && transfer.status == 0) return 0;
	errno = sent ? -transfer.status : ENODEV;
	return -1;
}

/* ---- usbfs: none of these is locked --------------------------------------------------------------------------------- */

enum { STATUS_BUSY = 2, TRIES = 100, TRY_EVERY_MICROSECONDS = 10000 };

/* A line with the device imported; -1 when it cannot be had. A device that was just let go may be busy for a moment. */
static int import(int port, const char *bus_id, uint32_t *id) {
	struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	uint8_t wish[IMPORT_SIZE] = {0x01, 0x11, 0x80, 0x03}, answer[ANSWER_SIZE];
	strncpy((char *)wish + IMPORT_BUS_ID, bus_id, IMPORT_SIZE - IMPORT_BUS_ID - 1);
	for (int try = 0; try < TRIES; try++) {
		int line = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), on = 1;
		if (line < 0) return -1;
		setsockopt(line, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
		bool answered = connect(line, (struct sockaddr *)&address, sizeof address) == 0 &&
		                send_all(line, wish, sizeof wish) && receive_all(line, answer, ANSWER_HEADER);
		if (answered && answer[ANSWER_HEADER - 1] == 0 &&
		    receive_all(line, answer + ANSWER_HEADER, sizeof answer - ANSWER_HEADER)) {
			uint32_t bus, number;
			memcpy(&bus, answer + ANSWER_BUS_NUMBER, sizeof bus);
			memcpy(&number, answer + ANSWER_DEVICE_NUMBER, sizeof number);
			*id = htonl(ntohl(bus) << 16 | ntohl(number));
			return line;
		}
		NEXT(close)(line);
		if (!answered || answer[ANSWER_HEADER - 1] != STATUS_BUSY) return -1;
		usleep(TRY_EVERY_MICROSECONDS);
	}
	return -1;
}

static const char device_files[] = "/dev/bus/usb/";

/* Whether the path is a device's, and where that is. */
static bool find_device(const char *path, int *port, char bus_id[32]) {
	const char *row = getenv("USBFS_DEVICES");
	if (!row || !path || strncmp(path, device_files, sizeof device_files - 1) != 0) return false;
	size_t length = strlen(path);
	for (; row; row = strchr(row, ' ') ? strchr(row, ' ') + 1 : NULL)
		if (strncmp(row, path, length) == 0 && row[length] == '=')
			return sscanf(row + length + 1, "%d/%31[^ ]", port, bus_id) == 2;
	return false;
}

static int open_device(int port, const char *bus_id) {
	struct device *device = calloc(1, sizeof *device);
	if (!device) return -1;
	device->line = import(port, bus_id, &device->id);
	device->file = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
	pthread_mutex_init(&device->lock, NULL);
	pthread_cond_init(&device->changed, NULL);
	if (device->line < 0 || device->file < 0 || device->file >= FILES ||
	    pthread_create(&device->listener, NULL, listen_to_server, device) != 0) {
		if (device->line >= 0) NEXT(close)(device->line);
		if (device->file >= 0) NEXT(close)(device->file);
		free(device);
		errno = ENODEV;
		return -1;
	}
	say_nothing_to_reap(device);
	__atomic_store_n(&devices[device->file], device, __ATOMIC_RELEASE);
	return device->file;
}

/* When it returns, nothing of the program's memory is written to any more. */
static void close_device(struct device *device) {
	__atomic_store_n(&devices[device->file], NULL, __ATOMIC_RELEASE);
	shutdown(device->line, SHUT_RDWR);
	pthread_join(device->listener, NULL);
	NEXT(close)(device->line);
	for (struct transfer *next, *transfer = device->done; transfer; transfer = next) {
		next = transfer->next;
		free(transfer);
	}
	free(device);
}

static int submit_urb(struct device *device, struct usbdevfs_urb *urb) {
	struct transfer *transfer = calloc(1, sizeof *transfer);
	if (!transfer) return -1;
	uint8_t *buffer = urb->buffer;
	bool control = urb->type == USBDEVFS_URB_TYPE_CONTROL;
	transfer->urb = urb;
	transfer->in = (control ? buffer[0] : urb->endpoint) & 0x80;
	transfer->data = control ? buffer + SETUP_SIZE : buffer;
	int length = control ? buffer[6] | buffer[7] << 8 : urb->buffer_length;
	pthread_mutex_lock(&device->lock);
	bool sent = submit(device, transfer, urb->endpoint & 0x0f, control ? buffer : NULL, length);
	pthread_mutex_unlock(&device->lock);
	if (sent) return 0;
	free(transfer);
	errno = ENODEV;
	return -1;
}

static int discard_urb(struct device *device, const struct usbdevfs_urb *urb) {
	pthread_mutex_lock(&device->lock);
	struct transfer *transfer = device->sent;
	while (transfer && transfer->urb != urb) transfer = transfer->next;
	if (transfer) {
		transfer->unlink = ++device->sequence;
		send_header(device, CMD_UNLINK, transfer->unlink, false, 0, transfer->sequence, 0, NULL);
	}
	pthread_mutex_unlock(&device->lock);
	if (transfer) return 0;
	errno = EINVAL;
	return -1;
}

static int reap_urb(struct device *device, struct usbdevfs_urb **reaped, bool wait) {
	pthread_mutex_lock(&device->lock);
	while (wait && !device->done && !device->gone) pthread_cond_wait(&device->changed, &device->lock);
	struct transfer *transfer = device->done;
	if (transfer) device->done = transfer->next;
	bool gone = device->gone;
	if (!device->done && !gone) say_nothing_to_reap(device);
	pthread_mutex_unlock(&device->lock);
	if (!transfer) {
		errno = gone ? ENODEV : EAGAIN;
		return -1;
	}
	*reaped = transfer->urb;
	transfer->urb->status = transfer->status;
	transfer->urb->actual_length = transfer->length;
	free(transfer);
	return 0;
}

static int device_request(struct device *device, unsigned long code, void *argument) {
	enum { OUT_DEVICE = 0x00, OUT_INTERFACE = 0x01, OUT_ENDPOINT = 0x02 };
	enum { CLEAR_FEATURE = 1, SET_CONFIGURATION = 9, SET_INTERFACE = 11, ENDPOINT_HALT = 0 };
	switch (code) {
	case USBDEVFS_SUBMITURB: return submit_urb(device, argument);
	case USBDEVFS_DISCARDURB: return discard_urb(device, argument);
	case USBDEVFS_REAPURB: return reap_urb(device, argument, true);
	case USBDEVFS_REAPURBNDELAY: return reap_urb(device, argument, false);
	case USBDEVFS_SETCONFIGURATION:
		return request(device, OUT_DEVICE, SET_CONFIGURATION, *(unsigned int *)argument, 0);
	case USBDEVFS_SETINTERFACE: {
		struct usbdevfs_setinterface *wanted = argument;
		return request(device, OUT_INTERFACE, SET_INTERFACE, wanted->altsetting, wanted->interface);
	}
	case USBDEVFS_CLEAR_HALT:
		return request(device, OUT_ENDPOINT, CLEAR_FEATURE, ENDPOINT_HALT, *(unsigned int *)argument);
	case USBDEVFS_CLAIMINTERFACE:
	case USBDEVFS_RELEASEINTERFACE:
	case USBDEVFS_DISCONNECT_CLAIM:
	case USBDEVFS_RESET: return 0; /* a kernel's own book-keeping, of which the device is told nothing */
	case USBDEVFS_GET_CAPABILITIES:
		*(uint32_t *)argument = USBDEVFS_CAP_ZERO_PACKET | USBDEVFS_CAP_NO_PACKET_SIZE_LIM;
		return 0;
	case USBDEVFS_GETDRIVER:
	case USBDEVFS_IOCTL: errno = ENODATA; return -1; /* no kernel driver has it */
	default: errno = ENOTTY; return -1;
	}
}

/* ---- What programs call --------------------------------------------------------------------------------------------- */

static mode_t mode_in(int flags, va_list rest) { return flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0; }

#define OPENS(path, otherwise)                                         \
	int port;                                                          \
	char bus_id[32];                                                   \
	if (find_device(path, &port, bus_id)) return open_device(port, bus_id); \
	va_list rest;                                                      \
	va_start(rest, flags);                                             \
	mode_t mode = mode_in(flags, rest);                                \
	va_end(rest);                                                      \
	return otherwise;

int open(const char *path, int flags, ...) { OPENS(path, NEXT(open)(path, flags, mode)) }
int openat(int folder, const char *path, int flags, ...) { OPENS(path, NEXT(openat)(folder, path, flags, mode)) }
int open64(const char *, int, ...) __attribute__((alias("open")));
int __open_2(const char *path, int flags) { return open(path, flags); }
int __open64_2(const char *path, int flags) { return open(path, flags); }
int openat64(int, const char *, int, ...) __attribute__((alias("openat")));

int close(int file) {
	struct device *device = device_of(file);
	if (device) close_device(device);
	return NEXT(close)(file);
}

int ioctl(int file, unsigned long code, ...) {
	va_list rest;
	va_start(rest, code);
	void *argument = va_arg(rest, void *);
	va_end(rest);
	struct device *device = device_of(file);
	return device ? device_request(device, code, argument) : NEXT(ioctl)(file, code, argument);
}

/* The USB part of /sys is an ordinary folder here; libusb and libudev take none that is not of sysfs. */
static int as_sysfs(int result, const char *path, struct statfs *into) {
	if (result == 0 && strncmp(path, "/sys", 4) == 0) into->f_type = SYSFS_MAGIC;
	return result;
}

int statfs(const char *path, struct statfs *into) { return as_sysfs(NEXT(statfs)(path, into), path, into); }

int fstatfs(int file, struct statfs *into) {
	char link[32], path[256] = "";
	snprintf(link, sizeof link, "/proc/self/fd/%d", file);
	if (readlink(link, path, sizeof path - 1) < 0) path[0] = '\0';
	return as_sysfs(NEXT(fstatfs)(file, into), path, into);
}

int statfs64(const char *, struct statfs64 *) __attribute__((alias("statfs")));
int fstatfs64(int, struct statfs64 *) __attribute__((alias("fstatfs")));
