#include "cloudsuite/landmark_receivables.h"

#include <algorithm>
#include <array>

#include "base/crypto.h"
#include "base/json_tree.h"
#include "cloudsuite/freeze.h"
#include "cloudsuite/gl_row.h"
#include "cloudsuite/set_action.h"

namespace crosswalk::cloudsuite {
namespace {

// Before the keys of rows of each class.
constexpr std::array<const char*, 3> prefixes = {"head/", "detail/", "distribution/"};

std::string in_capitals(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  return text;
}

// Collects the rows of one attempt, class by class, and what is said of each document beside them.
class Freezer {
 public:
  Freezer(const Settings& settings, std::string run_group)
      : settings_(settings), names_(settings.receivables.names), run_group_(std::move(run_group)) {}

  Result<void> add(const Document& document) {
    if (document.kind != DocumentKind::receivable || document.operation != Operation::create)
      return fail(ErrorKind::internal, "receivables take no " + std::string(name_of(document.operation)) +
                                           " of a " + std::string(name_of(document.kind)));
    const auto rows = rows_in(document.content, document.key);
    if (!rows) return rows.error();
    const auto own = std::find_if(rows->begin(), rows->end(), is_counter);
    if (own == rows->end() || rows->size() < 2)
      return fail(ErrorKind::internal, "the content of " + document.key + " says not what is owed");
    number_ = receivable_number(document, settings_);
    worth_ = own->amount;
    sent_ = SentDocument();
    line_ = 0;
    add_head(rows->front(), document);
    for (const GlRow& row : *rows)
      if (!is_counter(row))
        if (auto added = add_line(row, document); !added) return added;
    documents_.push_back({{"mark", mark_of(document)},
                          {"number", number_},
                          {"total", worth_.text(2)},
                          {"date", field(rows->front().fields, "PostingDate")},
                          {"postings", std::to_string(sent_.postings)},
                          {"debits", sent_.debits.text(2)},
                          {"net", sent_.net.text(2)}});
    return {};
  }

  FrozenRequest request() {
    Json batches = Json::array();
    const std::array<std::string, 3> classes = {names_.invoices, names_.details, names_.distributions};
    for (std::size_t part = 0; part < classes.size(); ++part) {
      const std::string path =
          "/classes/" + classes[part] + "/actions/" + names_.create + "/batch?_maxFailures=-1";
      for (std::size_t first = 0; first < rows_[part].size(); first += batch_rows) {
        Json keys = Json::array();
        Json records = Json::array();
        for (std::size_t i = first; i < std::min(rows_[part].size(), first + batch_rows); ++i) {
          keys.push_back(keys_[part][i]);
          records.push_back({{"message", "BatchImport"}, {"_fields", std::move(rows_[part][i])}});
        }
        batches.push_back({{"path", path}, {"keys", std::move(keys)}, {"_records", std::move(records)}});
      }
    }
    FrozenRequest request;
    request.method = "POST";
    request.path = batches.front()["path"].get<std::string>();
    request.headers = {{"Content-Type", "application/json"}};
    request.body = to_text(
        {{"run_group", run_group_}, {"documents", std::move(documents_)}, {"batches", std::move(batches)}});
    return request;
  }

 private:
  bool is_credit() const { return worth_.is_negative(); }
  // The type says the direction; a credit memo's amounts may say it as well.
  std::string amount_text(Decimal amount) const {
    return (is_credit() && settings_.receivables.credits_negative ? amount.negated() : amount).text(2);
  }

  Json key_fields() const {
    return {{"FinanceEnterpriseGroup", settings_.enterprise_group},
            {names_.run_group, run_group_},
            {names_.company, settings_.receivables.company},
            {names_.invoice, number_}};
  }

  void keep(std::size_t part, Json fields, const std::string& key) {
    rows_[part].push_back(std::move(fields));
    keys_[part].push_back(prefixes[part] + key);
  }

  void add_head(const GlRow& row, const Document& document) {
    Json head = key_fields();
    head[names_.customer] = field(row.fields, customer_field);
    head[names_.type] = is_credit() ? names_.type_credit : names_.type_invoice;
    head[names_.invoice_date] = field(row.fields, "TransactionDate");
    head[names_.posting_date] = field(row.fields, "PostingDate");
    head[names_.currency] = field(row.fields, "CurrencyCode");
    head[names_.amount] = amount_text(is_credit() ? worth_.negated() : worth_);
    head[names_.reference] = field(row.fields, "DocumentNumber");
    head[names_.description] = mark_of(document);
    keep(0, std::move(head), number_);
  }

  // What an invoice is for is credited, what a credit memo gives back is debited.
  Result<void> add_line(const GlRow& row, const Document& document) {
    const std::string line = std::to_string(++line_);
    Json detail = key_fields();
    detail[names_.line] = line;
    detail[names_.amount] = amount_text(is_credit() ? row.amount : row.amount.negated());
    detail[names_.reference] = mark_of(document) + "/" + row.line;
    detail[names_.description] = field(row.fields, "Description");
    Json distribution = detail;
    distribution[names_.entity] = field(row.fields, "AccountingEntity");
    distribution[names_.account] = field(row.fields, "AccountCode");
    if (const std::string& unit = field(row.fields, "AccountingUnit"); !unit.empty())
      distribution[names_.accounting_unit] = unit;
    for (const auto& [name, value] : row.fields)
      if (name.starts_with("FinanceDimension")) distribution[name] = value;
    keep(1, std::move(detail), number_ + "/" + line);
    keep(2, std::move(distribution), number_ + "/" + line);
    if (field(row.fields, "AccountCode") == settings_.receivable_account) return {};
    return count_posting(row.amount, sent_);
  }

  const Settings& settings_;
  const ReceivableNames& names_;
  const std::string run_group_;
  std::array<std::vector<Json>, 3> rows_;
  std::array<std::vector<std::string>, 3> keys_;
  Json documents_ = Json::array();
  // Of the document that is being added.
  std::string number_;
  Decimal worth_;
  SentDocument sent_;
  int line_ = 0;
};

Result<SentDocument> document_in(const Json& said) {
  SentDocument document;
  const auto postings = decimal_in(said, "postings");
  const auto debits = decimal_in(said, "debits");
  const auto net = decimal_in(said, "net");
  const auto total = decimal_in(said, "total");
  for (const auto* amount : {&postings, &debits, &net, &total})
    if (!*amount) return amount->error();
  document.postings = static_cast<std::size_t>(postings->units() / Decimal::whole(1).units());
  document.debits = *debits;
  document.net = *net;
  document.total = *total;
  document.number = text_in(said, "number");
  document.dates.insert(text_in(said, "date"));
  return document;
}

// "detail/WM-1/2" is a row of the document WM-1.
std::string number_in(const std::string& key) {
  const auto first = key.find('/') + 1;
  return key.substr(first, key.find('/', first) - first);
}

}  // namespace

std::string receivable_number(const Document& document, const Settings& settings) {
  const std::size_t most = settings.receivables.number_length;
  std::string number = document.key;
  if (document.step > 1) number += "-" + std::to_string(document.step);
  if (number.size() > most) {
    const std::string record = document.record ? document.record->id : std::string();
    const std::string prefix = document.key.substr(0, document.key.size() - record.size());
    number = (prefix + sha256(settings.pair + "\n" + mark_of(document))).substr(0, most);
  }
  return in_capitals(std::move(number));
}

// The longest of its batches is that of details.
std::size_t LandmarkReceivables::fits(std::span<const Document> documents) const {
  return cloudsuite::fits(documents);
}

Result<FrozenRequest> LandmarkReceivables::freeze(std::string_view attempt_id,
                                                  std::span<const Document> documents) const {
  if (documents.empty()) return fail(ErrorKind::internal, "a run group needs at least one document");
  Freezer freezer(settings_, run_group_of(settings_, attempt_id));
  for (const Document& document : documents)
    if (auto added = freezer.add(document); !added) return added.error();
  return freezer.request();
}

Result<Sent> LandmarkReceivables::sent_by(const Attempt& attempt) const {
  const auto body = parse_json(attempt.request.body, "the stored request");
  if (!body || !body->is_object() || !body->contains("documents") || !body->contains("batches"))
    return unreadable_request(attempt);
  Sent sent;
  sent.run_group = text_in(*body, "run_group");
  std::map<std::string, std::string> marks;  // by number
  for (const Json& said : (*body)["documents"]) {
    auto document = document_in(said);
    if (!document) return document.error();
    marks[document->number] = text_in(said, "mark");
    sent.documents[text_in(said, "mark")] = std::move(*document);
  }
  for (const Json& batch : (*body)["batches"]) {
    if (!batch.is_object() || !batch.contains("keys") || !batch.contains("_records"))
      return unreadable_request(attempt);
    for (const Json& key : batch["keys"]) {
      sent.keys.push_back(key.get<std::string>());
      sent.documents[marks[number_in(sent.keys.back())]].sequence.insert(sent.keys.back());
    }
    sent.batches.push_back(
        {text_in(batch, "path"), to_text({{"_records", batch["_records"]}}), batch["_records"].size()});
  }
  if (auto held = holds_members(sent, attempt); !held) return held.error();
  return sent;
}

std::string LandmarkReceivables::interface_path(const std::string& run_group) const {
  std::vector<std::pair<std::string, std::string>> parameters = {
      {"PrmRunGroup", run_group}, {"PrmEnterpriseGroup", settings_.enterprise_group}};
  const auto& said = settings_.receivables.parameters;
  parameters.insert(parameters.end(), said.begin(), said.end());
  return set_action_path(settings_.receivables.names.invoices, settings_.receivables.names.interface_invoices,
                         parameters);
}

std::string LandmarkReceivables::clear_path(const std::string& run_group) const {
  return set_action_path(settings_.receivables.names.invoices, settings_.receivables.names.clear,
                         {{"PrmRunGroup", run_group}});
}

Places LandmarkReceivables::places() const {
  const ReceivableNames& names = settings_.receivables.names;
  Places places;
  places.staged = {{names.invoices, {names.invoice}, prefixes[0]},
                   {names.details, {names.invoice, names.line}, prefixes[1]},
                   {names.distributions, {names.invoice, names.line}, prefixes[2]}};
  places.run_group = names.run_group;
  places.results = names.results;
  places.system = settings_.receivables.system;
  places.own_account = settings_.receivable_account;
  places.subledger = Subledger{names.standing_invoices,
                               {{names.company, settings_.receivables.company}},
                               names.invoice,
                               names.posting_date,
                               names.type,
                               names.amount,
                               names.type_credit};
  return places;
}

}  // namespace crosswalk::cloudsuite
