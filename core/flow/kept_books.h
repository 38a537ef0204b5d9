// Books for commands that change nothing: what the store keeps of the pair's orders, or what the same call
// has mapped before. One thread.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>

#include "flow/refunds.h"
#include "flow/translate.h"
#include "store/store.h"

namespace crosswalk::flow {

// Whom the order of a pair was booked for, as `Books::contact_of` says it.
Result<std::string> kept_contact(store::Store& store, const std::string& pair,
                                 const std::string& purchase_order);

// As the store has them. `locked_until`: as the ledger was last heard to say.
class KeptBooks final : public Books {
 public:
  KeptBooks(store::Store& store, std::string pair, std::optional<Date> locked_until)
      : store_(store), pair_(std::move(pair)), locked_until_(locked_until) {}

  Result<store::OrderStanding> order(const std::string& purchase_order, const RecordKey& without) override;
  Result<std::string> contact_of(const std::string& purchase_order) override;
  std::optional<Date> locked_until() override { return locked_until_; }

 private:
  store::Store& store_;
  std::string pair_;
  std::optional<Date> locked_until_;
};

// As they would stand after what was mapped so far; nothing is locked.
class MappedBooks final : public Books {
 public:
  Result<store::OrderStanding> order(const std::string& purchase_order, const RecordKey& without) override;
  Result<std::string> contact_of(const std::string& purchase_order) override;
  std::optional<Date> locked_until() override { return std::nullopt; }
  // Takes what the record would book. `invoices`: those that the ledger would have of it.
  void note(const Record& record, const Translation& translation,
            std::span<const store::StandingInvoice> invoices);

 private:
  std::map<std::string, store::OrderStanding> orders_;
  std::map<std::string, std::string> contacts_;  // by order
};

}  // namespace crosswalk::flow
