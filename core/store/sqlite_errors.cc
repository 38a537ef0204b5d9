#include "store/sqlite_errors.h"

#include <sqlite3.h>

#include <cerrno>
#include <cstring>

namespace crosswalk::store {

Error sqlite_failure(int code, std::string_view words, int system_error, const std::string& file) {
  const std::string detail =
      system_error == 0 ? std::string(words) : std::string(words) + ": " + std::strerror(system_error);
  const bool disk_full = system_error == ENOSPC || system_error == EDQUOT;
  switch (code & 0xff) {
    case SQLITE_FULL:
      return fail(ErrorKind::io,
                  "the disk is full and nothing of this step was stored; free some space, and it goes on",
                  file);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return fail(
          ErrorKind::io,
          "another program keeps the database locked; end it (a backup, a database browser) and try again",
          file);
    case SQLITE_CORRUPT:
      return fail(ErrorKind::io,
                  "the database is damaged (" + detail +
                      "); stop crosswalk, keep the file, and restore a backup or save it with `sqlite3 FILE "
                      ".recover`",
                  file);
    case SQLITE_NOTADB:
      return fail(ErrorKind::io, "this file is not a Crosswalk database; name another file under `store:`",
                  file);
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return fail(
          ErrorKind::io,
          "the database cannot be opened (" + detail + "); check that the file and its folder may be written",
          file);
    case SQLITE_READONLY:
      return fail(ErrorKind::io,
                  "the database may only be read (" + detail + "); make the file and its folder writable",
                  file);
    case SQLITE_IOERR:
      if (disk_full) return sqlite_failure(SQLITE_FULL, words, 0, file);
      return fail(ErrorKind::io,
                  "the disk failed while the database was used (" + detail +
                      ") and nothing of this step was stored; check the disk and start again",
                  file);
    case SQLITE_NOMEM:
      return fail(ErrorKind::io,
                  "there is not enough memory for the database; nothing of this step was stored", file);
    case SQLITE_TOOBIG:
      return fail(ErrorKind::limit, "a text is too large for the database; nothing of this step was stored",
                  file);
    default:
      return fail(ErrorKind::internal,
                  "the database refused a step of ours (" + detail + "); please report this", file);
  }
}

}  // namespace crosswalk::store
