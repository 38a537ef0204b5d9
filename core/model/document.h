// Document: what an outside system takes. Its identity is (pair, kind, key); each step of it is one change
// there: step 1 creates, later ones update, authorise, delete or void what stands. Plain data.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/money.h"
#include "model/record.h"
#include "model/states.h"

namespace crosswalk {

enum class DocumentKind {
  contact,
  invoice,
  payment,
  credit_note,
  allocation,
  refund,
  bank_transaction,
  bank_transfer,
  journal,
  gl_run_group,
  receivable,  // an invoice or a credit memo in a general ledger's own receivables; its total says which
  bill,
  item,
  tracking_option,
  note,
  attachment,
  acknowledgement,
  shipment,
  cancellation,
  order_refund,
  return_refund,
  stock,
  price,
};

enum class Operation { create, update, remove, annul };  // annul: void, after approval

// Who takes it.
enum class Side { ledger, channel };

std::string_view name_of(DocumentKind kind);
std::string_view name_of(Operation operation);
Result<DocumentKind> document_kind_named(std::string_view name);
Result<Operation> operation_named(std::string_view name);
Side side_of(DocumentKind kind);

// Another document that must be posted first; its receipt fills in outside ids when an attempt is frozen.
struct Dependency {
  DocumentKind kind = DocumentKind::contact;
  std::string key;
  friend bool operator==(const Dependency&, const Dependency&) = default;
};

struct Document {
  std::int64_t id = 0;  // the store's; 0 until it is stored
  std::string pair;
  DocumentKind kind = DocumentKind::invoice;
  std::string key;  // the natural key: "WM-108812345678901"; what the outside system can be asked for
  int step = 1;
  Operation operation = Operation::create;
  std::optional<RecordKey> record;  // the record that asked for it; none for a contact
  std::string content;              // JSON in the target's own words, without outside ids
  std::vector<Dependency> depends_on;
  std::optional<Money> total;  // what the answer must say; predicted by the target's own rounding
  Date date;
  DocumentState state = DocumentState::drafted;
  std::string reason;  // of held, rejected, disputed: the outside system's own words
  int tries = 0;
  int absences = 0;  // look-ups that did not find it, since it became unknown
  Instant due;
  Lane lane = Lane::fresh;
  int company = 0;  // the largest request it may go out in, since one failed as a whole; 0: any
  int variant = 0;  // how often its name was found to be somebody else's; the next attempt says another
};

// The outside system's proof that a document exists.
struct Receipt {
  std::string outside_id;
  std::string status;  // its own word: "DRAFT", "AUTHORISED"
  std::optional<Money> total;
  Instant at;
};

// A document and what is known of it outside.
struct Standing {
  Document document;
  std::optional<Receipt> receipt;
  bool removed = false;  // a person removed it outside and let it be gone, and nothing was booked anew since
};

// What stands already for a record: every step that was not withdrawn, by key and step.
using Posted = std::vector<Standing>;

// Receipts of dependencies, for freezing. `find` is null when there is none.
class Receipts {
 public:
  void add(DocumentKind kind, std::string key, Receipt receipt);
  const Receipt* find(DocumentKind kind, std::string_view key) const;

 private:
  struct Item {
    DocumentKind kind;
    std::string key;
    Receipt receipt;
  };
  std::vector<Item> items_;
};

// What a ledger makes of entries.
struct Drafting {
  std::vector<Document> documents;     // new steps
  std::vector<std::int64_t> withdraw;  // steps that were never sent and are no longer wanted
  std::string hold;                    // not empty: nothing may be drafted, and why
};

}  // namespace crosswalk
