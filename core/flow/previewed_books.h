// PreviewedBooks: the books as the store has them, and as they would stand after what one preview has looked
// at: a settlement is tied to orders and returns that were received and are not booked yet, as it will be
// once they are. One thread.
#pragma once

#include <map>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "flow/kept_books.h"

namespace crosswalk::flow {

class PreviewedBooks final : public Books {
 public:
  PreviewedBooks(store::Store& store, std::string pair, std::optional<Date> locked_until)
      : kept_(store, std::move(pair), locked_until) {}

  Result<store::OrderStanding> order(const std::string& purchase_order, const RecordKey& without) override;
  Result<std::string> contact_of(const std::string& purchase_order) override;
  std::optional<Date> locked_until() override { return kept_.locked_until(); }

  // From now on the record is what `translation` says, in place of what is stored of it: `stored`, its
  // entries as text. `invoices`: those that the ledger would have of it.
  void note(const RecordKey& record, const Translation& translation, std::string_view stored,
            std::span<const store::StandingInvoice> invoices);
  // The records that have informed of orders asked for since the last call, by what was noted.
  std::set<std::string> informants() { return std::exchange(informants_, {}); }

 private:
  struct Noted {
    RecordKey key;
    std::optional<RecordState> state;  // of an order
    std::string contact;
    std::vector<store::Booking> bookings;
    std::string informed;  // as text; empty: it books
    std::string stored;
    std::vector<store::StandingInvoice> invoices;
  };
  Result<void> replace(store::OrderStanding& order, const Noted& noted);

  KeptBooks kept_;
  std::map<std::string, std::vector<Noted>> noted_;  // by order; of a record each has its own bookings
  std::set<std::string> informants_;
};

}  // namespace crosswalk::flow
