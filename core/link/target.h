// Target: the face of whatever takes documents. Ledger and Channel are its two kinds. Safe from any thread.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/budget.h"
#include "base/limits.h"
#include "base/stop.h"
#include "link/cursor.h"
#include "model/attempt.h"
#include "model/correction.h"
#include "model/customers.h"
#include "model/document.h"
#include "model/entry.h"
#include "model/ledger_change.h"
#include "model/notice.h"
#include "model/reference.h"

namespace crosswalk {

// What a request costs in calls, as far as that is known before anything is frozen.
struct CallCost {
  std::size_t together = 1;  // so many documents of one kind and operation share a request at most
  int reads_first = 0;       // calls that look, before each request, whether its documents stand already
};

struct InBooks {
  Date from;
  std::optional<Date> until;  // it is taken back on that day
};

class Target {
 public:
  virtual ~Target() = default;

  // How many of `documents` (same kind and operation, in the order given) fit into one request; at least 1.
  virtual std::size_t fits(std::span<const Document> documents) const = 0;
  // Pure; for forecasts.
  virtual CallCost cost(DocumentKind /*kind*/, Operation /*operation*/) const {
    return {limits::ledger_batch, 0};
  }
  // The limits that every call to it is counted against; none where nothing can be foreseen.
  virtual std::vector<BucketLimit> pace() const { return {}; }
  // The exact bytes of one attempt; pure. `attempt_id` names the request outside (an idempotency key).
  virtual Result<FrozenRequest> freeze(std::string_view attempt_id, std::span<const Document> documents,
                                       const Receipts& receipts) const = 0;
  // One outcome for each member, same order. Never throws away an uncertainty: what may have happened is
  // `unknown`.
  virtual Outcomes send(const Attempt& attempt, const Stop& stop) = 0;
  // After unknown or pending: what took effect? Looked up by the members' natural keys.
  virtual Outcomes check(const Attempt& attempt, const Stop& stop) = 0;
};

class Ledger : public Target {
 public:
  // Entries as documents, against what stands already for the record. Pure: no network, no clock. Never asked
  // while a document of the record is sending, pending or unknown. Equal entries draft nothing. For a return
  // `posted` also holds what stands for its orders, without content; their `record` tells them apart.
  virtual Result<Drafting> draft(const Entries& entries, const Posted& posted) const = 0;
  // How many bytes of Entries::enclosure `draft` takes of records of that kind; 0: it keeps none.
  virtual std::size_t largest_enclosure(RecordKind /*kind*/) const { return 0; }
  // The same, and what stands approved may be changed: in place, ended and made again, or by a difference
  // entry in the open period. Equal entries draft nothing. Pure.
  virtual Result<Drafting> correct(const Entries& entries, const Posted& posted,
                                   const Correction& /*correction*/) const {
    auto drafting = draft(entries, posted);
    if (drafting && !drafting->hold.empty())
      drafting->hold += "; " + name() + " takes no corrections from here";
    return drafting;
  }
  // Which way a bank transaction of its own drafting moves the clearing account by its total: 1 onto it, -1
  // out of it; 0 of any other document. Pure.
  virtual int onto_clearing(const Document& /*document*/) const { return 0; }
  // All lists; several calls. What `draft` needs of them it knows from then on.
  virtual Result<Reference> reference(const Stop& stop) = 0;
  // Where its lists are read, in one text that changes when that does: lists of another source are none.
  // Empty: it cannot tell, and takes any.
  virtual std::string reference_source() const { return name(); }
  // Lists that were read before, by whichever process: `draft` knows of them what it needs.
  virtual void use(const Reference& /*lists*/) {}
  // Only its items, with stock and price as they are now; one call.
  virtual Result<std::vector<LedgerItem>> items(const Stop& stop) = 0;
  // Only the newest locked day, as in Reference::locked_until; one call.
  virtual Result<std::optional<Date>> locked_until(const Stop& stop) = 0;

  // Its own customers, which contact rules may look into. Where they are read, in one text that changes when
  // that does; empty: it tells of none, and is never asked.
  virtual std::string customer_source() const { return {}; }
  virtual Result<std::vector<LedgerCustomer>> customers(const Stop& /*stop*/) {  // all; several calls
    return std::vector<LedgerCustomer>{};
  }
  // The code of the customer that entries are for; empty where it tells of none. Pure.
  virtual std::string customer_of(const Entries& /*entries*/) const { return {}; }
  // What Reference::contact_codes must hold before entries are posted; empty: nothing. Pure.
  virtual std::string contact_code(const Entries& /*entries*/) const { return {}; }

  // What people change in its books. A ledger that cannot tell lists nothing.
  virtual std::string name() const { return "the ledger"; }  // for sentences: "changed in Xero"
  virtual std::vector<ChangeStream> change_streams() const { return {}; }
  // What changed in a stream since `from`, oldest first; one call. Rows may come again.
  virtual Result<ChangePage> changes(const Cursor& from, const Stop& /*stop*/) {
    return ChangePage{{}, from.position, true};
  }
  // Where the money lies that `content` of a document of ours says, as LedgerChange shows it. Pure; nothing:
  // it says no lines.
  virtual std::optional<Places> places(DocumentKind /*kind*/, std::string_view /*content*/) const {
    return std::nullopt;
  }
  // The rate of exchange that `content` of a document of ours says; nothing: it leaves that to the ledger.
  // Pure.
  virtual std::optional<Decimal> rate(std::string_view /*content*/) const { return std::nullopt; }
  // These as they are now; what it does not know is left out. As few calls as it allows.
  virtual Result<std::vector<LedgerChange>> look_at(DocumentKind /*kind*/,
                                                    std::span<const std::string> /*outside_ids*/,
                                                    const Stop& /*stop*/) {
    return std::vector<LedgerChange>{};
  }
  // It posts what it has taken later, perhaps by a person's hand, so that what stands is looked at again.
  virtual bool posts_later() const { return false; }
  // Documents that stand, all of one day, as they are now, one answer each in their order; nothing: it can
  // not be told now, or nothing is new. `closely`: also where its journals say that nothing has moved. As few
  // calls as it allows.
  virtual Result<std::vector<std::optional<LedgerChange>>> look_again(std::span<const Standing> standing,
                                                                      bool /*closely*/,
                                                                      const Stop& /*stop*/) {
    return std::vector<std::optional<LedgerChange>>(standing.size());
  }
  // Since when, and until when, an entry is in its books; nothing: it never was. Pure.
  virtual std::optional<InBooks> in_books(const Entries& /*entries*/, const Entry& entry) const {
    if (entry.state != UnitState::shipped) return std::nullopt;
    return InBooks{entry.date, {}};
  }
};

class Channel : public Target {
 public:
  // The document that tells the market that we have the order.
  virtual Document acknowledgement(const RecordKey& order) const = 0;
  // What a notice asks for, against the order as last received. Pure. ErrorKind::invalid: it can never be
  // done (the message says why); ErrorKind::not_found: not yet (the order does not show the units yet). The
  // content of a cancellation and of a return's refund has the key of its notice as its member "asked".
  virtual Result<Document> shipment(const ShipmentNotice& notice, const Record& order) const = 0;
  virtual Result<Document> cancellation(const CancellationNotice& notice, const Record& order) const = 0;
  // `earlier`: refunds of the order that were drafted before and not rejected; the order may not show them
  // yet.
  virtual Result<Document> order_refund(const OrderRefundNotice& notice, const Record& order,
                                        std::span<const Document> earlier) const = 0;
  virtual Result<Document> return_refund(const ReturnRefundNotice& notice,
                                         const Record& order_return) const = 0;
  // Absolute values; the newest wins. Their key is the SKU, with its node: "MUG-BLU@node".
  virtual Document stock(std::string_view pair, const StockNotice& notice) const = 0;
  virtual Document price(std::string_view pair, const PriceNotice& notice) const = 0;
};

}  // namespace crosswalk
