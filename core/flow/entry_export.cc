#include "flow/entry_export.h"

#include <memory>

#include "base/csv_writer.h"
#include "base/json_writer.h"
#include "flow/hledger_journal.h"

namespace crosswalk::flow {
namespace {

std::string tracking_text(const Entry& entry) {
  std::string text;
  for (const auto& answer : entry.answers.tracking)
    text += (text.empty() ? "" : "; ") + answer.category + "=" + answer.option;
  return text;
}

std::string account_of(const Entry& entry, const ExportedPair& pair) {
  switch (entry.role) {
    case EntryRole::receivable:
      return std::string(receivable_account);
    case EntryRole::clearing:
      return pair.clearing.empty() ? std::string(unnamed_clearing) : pair.clearing;
    case EntryRole::placed:
    case EntryRole::mirror:
    case EntryRole::moved:
    case EntryRole::accrued:
      break;
  }
  return entry.answers.account.value;
}

std::string_view role_name(EntryRole role) {
  switch (role) {
    case EntryRole::mirror:
      return "mirror";
    case EntryRole::receivable:
      return "receivable";
    case EntryRole::clearing:
      return "clearing";
    case EntryRole::moved:
      return "moved";
    case EntryRole::accrued:
      return "accrued";
    case EntryRole::placed:
      break;
  }
  return "placed";
}

std::string order_of(const Entry& entry, const Entries& entries) {
  if (!entry.purchase_order.empty()) return entry.purchase_order;
  return entries.record.kind == RecordKind::order ? entries.record.id : std::string();
}

class Writer {
 public:
  Writer() = default;
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;
  virtual ~Writer() = default;
  virtual void begin(std::string& /*out*/) {}
  virtual void add(const Entries& entries, const ExportedPair& pair, std::string& out) = 0;
  virtual void end(std::string& /*out*/) {}
};

class JournalWriter final : public Writer {
 public:
  void add(const Entries& entries, const ExportedPair& pair, std::string& out) override {
    std::vector<JournalPosting> postings;
    for (const Entry& entry : entries.entries) {
      const std::string account = account_of(entry, pair);
      const auto name = pair.account_names.find(account);
      postings.push_back({&entry, name == pair.account_names.end() ? account : account + " " + name->second,
                          order_of(entry, entries)});
    }
    journal_.add(entries, postings, out);
  }

 private:
  HledgerJournal journal_;
};

class CsvRows final : public Writer {
 public:
  void begin(std::string& out) override {
    out +=
        "pair,record_kind,record,revision,date,account,account_name,amount,currency,role,class,tax_class,"
        "tax_type,item,sku,quantity,purchase_order,refund,line,description,tracking,account_rule,tax_rule,"
        "rule_set\r\n";
  }
  void add(const Entries& entries, const ExportedPair& pair, std::string& out) override {
    for (const Entry& entry : entries.entries) {
      const std::string account = account_of(entry, pair);
      const auto name = pair.account_names.find(account);
      CsvWriter row(out);
      row.text(pair.name).plain(name_of(entries.record.kind)).text(entries.record.id);
      row.plain(std::to_string(entries.revision)).plain(entry.date.text()).text(account);
      row.text(name == pair.account_names.end() ? std::string_view() : std::string_view(name->second));
      row.amount(entry.amount.amount).plain(entry.amount.currency.code()).plain(role_name(entry.role));
      row.plain(entry.counter() ? "" : name_of(entry.line_class));
      row.plain(name_of(entry.tax_class)).text(entry.answers.tax.value).text(entry.answers.item.value);
      row.text(entry.sku).plain(entry.quantity.text()).text(order_of(entry, entries)).text(entry.refund);
      row.text(entry.line_key).text(entry.description).text(tracking_text(entry));
      row.plain(entry.answers.account.origin.text()).plain(entry.answers.tax.origin.text());
      row.plain(entry.version).end_row();
    }
  }
};

class JsonRows final : public Writer {
 public:
  void begin(std::string& out) override { out += "["; }
  void end(std::string& out) override { out += "\n]\n"; }
  void add(const Entries& entries, const ExportedPair& pair, std::string& out) override {
    for (const Entry& entry : entries.entries) {
      out += first_ ? "\n" : ",\n";
      first_ = false;
      const std::string account = account_of(entry, pair);
      JsonWriter json(out);
      json.open_object().member("pair", pair.name).member("record_kind", name_of(entries.record.kind));
      json.member("record", entries.record.id).member("revision", std::int64_t{entries.revision});
      json.member("date", entry.date.text()).member("account", account);
      const auto name = pair.account_names.find(account);
      if (name != pair.account_names.end()) json.member("account_name", name->second);
      json.member("amount", entry.amount.amount.text(2)).member("currency", entry.amount.currency.code());
      json.member("role", role_name(entry.role));
      if (!entry.counter()) add_line(entry, json);
      json.member("purchase_order", order_of(entry, entries)).member("refund", entry.refund);
      json.close_object();
    }
  }

 private:
  static void add_line(const Entry& entry, JsonWriter& json) {
    json.member("class", name_of(entry.line_class)).member("tax_class", name_of(entry.tax_class));
    json.member("tax_type", entry.answers.tax.value).member("item", entry.answers.item.value);
    json.member("sku", entry.sku).member("quantity", entry.quantity.text()).member("line", entry.line_key);
    json.member("description", entry.description).key("tracking").open_object();
    for (const auto& answer : entry.answers.tracking)
      json.member(std::string_view(answer.category), answer.option);
    json.close_object().member("account_rule", entry.answers.account.origin.text());
    json.member("tax_rule", entry.answers.tax.origin.text()).member("rule_set", entry.version);
  }
  bool first_ = true;
};

std::unique_ptr<Writer> writer_for(ExportFormat format) {
  switch (format) {
    case ExportFormat::csv:
      return std::make_unique<CsvRows>();
    case ExportFormat::json:
      return std::make_unique<JsonRows>();
    case ExportFormat::hledger:
      break;
  }
  return std::make_unique<JournalWriter>();
}

}  // namespace

Result<Exported> export_entries(store::Store& store, std::span<const ExportedPair> pairs, DateSpan span,
                                ExportFormat format,
                                const std::function<Result<void>(std::string_view)>& out) {
  const auto writer = writer_for(format);
  Exported exported;
  std::string text;
  writer->begin(text);
  for (const ExportedPair& pair : pairs) {
    const auto add = [&](const store::RecordRow&, const Entries& entries) -> Result<void> {
      ++exported.records;
      exported.entries += static_cast<std::int64_t>(entries.entries.size());
      writer->add(entries, pair, text);
      auto taken = out(text);
      text.clear();
      return taken;
    };
    auto walked = each_booked(store, pair.name, span, add, pair.ledger);
    if (!walked) return walked.error();
  }
  writer->end(text);
  if (auto taken = out(text); !taken) return taken.error();
  return exported;
}

}  // namespace crosswalk::flow
