// DocumentNames: under which number the lines of a record stand in the ledger, and how firmly; for a record
// that is not there, the number that it would get. Reads the store only. Not thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/entry.h"
#include "store/store.h"

namespace crosswalk::flow {

class DocumentNames {
 public:
  struct Name {
    std::string number;
    std::string
        status;  // the ledger's word, "AUTHORISED"; our own while it has said nothing; "" when nothing stands
  };

  // `record` is the store's number of it; 0: it is not stored. `expected`: the documents that the ledger
  // would make of it.
  static Result<DocumentNames> of(store::Store& store, std::int64_t record, const Entries& entries,
                                  const std::vector<Document>& expected);
  // Of the lines in `state` that are dated `date`.
  Name find(UnitState state, Date date) const;

 private:
  struct Standing {
    Name name;
    Date date;
    bool draft = false;  // it can still be changed in place
  };

  std::string record_;
  Date order_date_;
  std::vector<Standing> standing_;
  std::vector<Standing> expected_;
};

}  // namespace crosswalk::flow
