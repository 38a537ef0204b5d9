// Book: takes received records, translates them, vets and drafts, and stores all of it in one transaction a
// batch. One Booker a worker; not thread-safe.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "flow/pair.h"
#include "flow/reference_keeper.h"
#include "flow/translate.h"
#include "flow/vet.h"
#include "rules/mapper.h"

namespace crosswalk::flow {

class Booker {
 public:
  static Result<std::unique_ptr<Booker>> make(const Pair& pair, ReferenceKeeper& reference);

  // Maps one batch of received records; the answer is how many there were. 0: nothing to do now.
  Result<std::size_t> step(const Stop& stop);

 private:
  Booker(const Pair& pair, ReferenceKeeper& reference, std::unique_ptr<rules::Mapper> mapper);
  store::MappedRecord book(const store::ClaimedRecord& claimed, const Stop& stop);
  void draft(const store::ClaimedRecord& claimed, const Translation& translation, store::MappedRecord& mapped,
             const Stop& stop);
  std::optional<Objection> objection_to(const Entries& entries, const std::vector<Document>& documents,
                                        const Stop& stop);

  const Pair& pair_;
  ReferenceKeeper& reference_;
  std::unique_ptr<rules::Mapper> mapper_;
  Translator translator_;
};

}  // namespace crosswalk::flow
