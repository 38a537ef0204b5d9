// A settlement's desk on a store in a file, whose tables a test may write into behind the program's back.
#pragma once

#include <doctest/doctest.h>

#include <filesystem>
#include <string>

#include "base/crypto.h"
#include "flow/settle_desk.h"
#include "store/sqlite.h"

namespace crosswalk::tests {

class TamperedStore {
 public:
  TamperedStore()
      : file_(std::filesystem::temp_directory_path() / ("crosswalk-tampered-" + random_uuid() + ".db")),
        desk({}, true, {}, "sqlite:" + file_.string()) {}
  TamperedStore(const TamperedStore&) = delete;
  TamperedStore& operator=(const TamperedStore&) = delete;
  ~TamperedStore() {
    desk.store.reset();
    for (const char* ending : {"", "-wal", "-shm"}) {
      std::error_code gone;
      std::filesystem::remove(file_.string() + ending, gone);
    }
  }

  // Runs `sql`; the answer is how many rows it changed.
  template <class... Values>
  int run(std::string_view sql, const Values&... values) {
    auto db = store::Connection::open(file_.string());
    REQUIRE_MESSAGE(db.ok(), (db ? "" : db.error().text()));
    (*db)->begin(true);
    const int changed = (*db)->run(sql, values...);
    const auto done = (*db)->commit();
    REQUIRE_MESSAGE(done.ok(), (done ? "" : done.error().text()));
    return changed;
  }
  // Every entry of a record twice.
  void double_entries(RecordKind kind, const std::string& id) {
    Entries entries = desk.entries(kind, id);
    const auto once = entries.entries;
    entries.entries.insert(entries.entries.end(), once.begin(), once.end());
    std::string body;
    write_entries(entries, body);
    CHECK(run("UPDATE record_entries SET body = ?2 WHERE record_id = ?1", desk.at(kind, id).id,
              std::string_view(body)) == 1);
  }

 private:
  std::filesystem::path file_;

 public:
  SettleDesk desk;
};

}  // namespace crosswalk::tests
