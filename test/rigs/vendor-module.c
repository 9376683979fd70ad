/*
 * A PKCS#11 module for tests: one slot, one token, and the things that a vendor's module does and a soft token does not.
 * It looks at the folder VENDOR_MODULE at every call:
 *   certificate   DER; the token is in the slot while this file is there
 *   tries         tries left, as digits; counted by C_Login
 *   keypad        there: the PIN is entered on the device
 *   login         what C_Login does instead: `crash`, `hang`, or a CKR in hex
 *   log           one letter for each call that a test asks about
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef unsigned long CK_ULONG;
typedef CK_ULONG CK_RV;
typedef unsigned char CK_BYTE;
typedef struct { CK_BYTE major, minor; } CK_VERSION;
typedef struct {
  CK_BYTE slotDescription[64], manufacturerID[32];
  CK_ULONG flags;
  CK_VERSION hardwareVersion, firmwareVersion;
} CK_SLOT_INFO;
typedef struct {
  CK_BYTE label[32], manufacturerID[32], model[16], serialNumber[16];
  CK_ULONG flags, counts[4], ulMaxPinLen, ulMinPinLen, memory[4];
  CK_VERSION hardwareVersion, firmwareVersion;
  CK_BYTE utcTime[16];
} CK_TOKEN_INFO;
typedef struct { CK_ULONG type; void *pValue; CK_ULONG ulValueLen; } CK_ATTRIBUTE;
typedef struct { CK_ULONG mechanism; void *pParameter; CK_ULONG ulParameterLen; } CK_MECHANISM;

enum { CERTIFICATE = 1, KEY = 2, SESSION = 7 };
static CK_BYTE certificate[65536];
static CK_ULONG found[2], count;
static int loggedIn;

static const char *pathOf(const char *name) {
  static char path[4096];
  snprintf(path, sizeof path, "%s/%s", getenv("VENDOR_MODULE"), name);
  return path;
}
static CK_ULONG readFile(const char *name, void *to, CK_ULONG room) {
  FILE *file = fopen(pathOf(name), "rb");
  CK_ULONG length = file ? fread(to, 1, room, file) : 0;
  if (file) fclose(file);
  return length;
}
static int isThere(const char *name) { return access(pathOf(name), F_OK) == 0; }
static void writeLetter(const char *name, const char *mode, char letter) {
  FILE *file = fopen(pathOf(name), mode);
  fputc(letter, file);
  fclose(file);
}
static int triesLeft(void) {
  char digit = '3';
  readFile("tries", &digit, 1);
  return digit - '0';
}
static void fill(CK_BYTE *to, CK_ULONG room, const char *text) {
  memset(to, ' ', room);
  memcpy(to, text, strlen(text));
}

static CK_RV C_Initialize(void *args) { puts("this module prints"); fflush(stdout); return 0; }
static CK_RV C_Finalize(void *reserved) { writeLetter("log", "ab", 'F'); return 0; }
static CK_RV C_GetSlotList(CK_BYTE present, CK_ULONG *list, CK_ULONG *length) {
  *length = !present || isThere("certificate") ? 1 : 0;
  if (list && *length) list[0] = 5;
  return 0;
}
static CK_RV C_GetSlotInfo(CK_ULONG slot, CK_SLOT_INFO *info) {
  memset(info, 0, sizeof *info);
  fill(info->slotDescription, 64, "Test Reader 00 00");
  return 0;
}
static CK_RV C_GetTokenInfo(CK_ULONG slot, CK_TOKEN_INFO *info) {
  if (!isThere("certificate")) return 0xe0;
  int tries = triesLeft();
  memset(info, 0, sizeof *info);
  fill(info->label, 32, "Test token");
  fill(info->serialNumber, 16, "TP07000000000001");
  info->ulMaxPinLen = 8;
  info->ulMinPinLen = 6;
  info->flags = 0x040c | (isThere("keypad") ? 0x100 : 0) | (tries < 3 ? 0x10000 : 0) | (tries == 1 ? 0x20000 : 0) |
                (tries == 0 ? 0x40000 : 0);
  return 0;
}
static CK_RV C_GetMechanismList(CK_ULONG slot, CK_ULONG *list, CK_ULONG *length) {
  *length = 2;
  if (list) { list[0] = 0x40; list[1] = 0x01; }
  return 0;
}
static CK_RV C_OpenSession(CK_ULONG slot, CK_ULONG flags, void *application, void *notify, CK_ULONG *session) {
  *session = SESSION;
  return 0;
}
static CK_RV C_CloseSession(CK_ULONG session) { loggedIn = 0; return 0; }
static CK_RV C_Login(CK_ULONG session, CK_ULONG user, CK_BYTE *pin, CK_ULONG length) {
  char told[16] = "";
  int tries = triesLeft();
  readFile("login", told, sizeof told - 1);
  writeLetter("log", "ab", pin ? 'L' : 'K');
  if (!strcmp(told, "crash")) abort();
  if (!strcmp(told, "hang")) sleep(600);
  if (told[0]) return strtoul(told, NULL, 16);
  if (loggedIn) return 0x100;
  if (tries == 0) return 0xa4;
  if (pin && (length != 6 || memcmp(pin, "246810", 6))) {
    writeLetter("tries", "wb", (char)('0' + tries - 1));
    return 0xa0;
  }
  writeLetter("tries", "wb", '3');
  loggedIn = 1;
  return 0;
}
static CK_RV C_Logout(CK_ULONG session) { loggedIn = 0; writeLetter("log", "ab", 'O'); return 0; }
static CK_RV C_GetAttributeValue(CK_ULONG session, CK_ULONG object, CK_ATTRIBUTE *wanted, CK_ULONG length) {
  static const CK_BYTE id[] = "SIGN";
  CK_ULONG size = wanted->type == 0x11 ? readFile("certificate", certificate, sizeof certificate) : 4;
  if (wanted->type != 0x102 && !(wanted->type == 0x11 && object == CERTIFICATE)) {
    wanted->ulValueLen = ~0UL;
    return 0x12;
  }
  if (wanted->pValue) memcpy(wanted->pValue, wanted->type == 0x11 ? certificate : id, size);
  wanted->ulValueLen = size;
  return 0;
}
static CK_RV C_FindObjectsInit(CK_ULONG session, CK_ATTRIBUTE *template, CK_ULONG length) {
  CK_ULONG class = *(CK_ULONG *)template[0].pValue;
  count = 0;
  if (class == 1) found[count++] = CERTIFICATE;
  if (class == 3 && loggedIn) found[count++] = KEY;
  return 0;
}
static CK_RV C_FindObjects(CK_ULONG session, CK_ULONG *objects, CK_ULONG room, CK_ULONG *length) {
  memcpy(objects, found, count * sizeof *objects);
  *length = count;
  count = 0;
  return 0;
}
static CK_RV C_FindObjectsFinal(CK_ULONG session) { return 0; }
/* Lists a mechanism that its key does not bear, as some do. */
static CK_RV C_SignInit(CK_ULONG session, CK_MECHANISM *mechanism, CK_ULONG key) {
  return mechanism->mechanism == 0x40 ? 0x70 : 0;
}
/* Gives back what it got, at the end of 256 bytes. */
static CK_RV C_Sign(CK_ULONG session, CK_BYTE *data, CK_ULONG length, CK_BYTE *signature, CK_ULONG *room) {
  memset(signature, 0, 256);
  memcpy(signature + 256 - length, data, length);
  *room = 256;
  return 0;
}

static struct { CK_VERSION version; void *functions[68]; } list = {
  { 2, 40 },
  { [0] = C_Initialize, [1] = C_Finalize, [4] = C_GetSlotList, [5] = C_GetSlotInfo, [6] = C_GetTokenInfo,
    [7] = C_GetMechanismList, [12] = C_OpenSession, [13] = C_CloseSession, [18] = C_Login, [19] = C_Logout,
    [24] = C_GetAttributeValue, [26] = C_FindObjectsInit, [27] = C_FindObjects, [28] = C_FindObjectsFinal,
    [42] = C_SignInit, [43] = C_Sign },
};

/* The one symbol that a module must export. */
__attribute__((visibility("default"))) CK_RV C_GetFunctionList(void **to) { *to = &list; return 0; }
