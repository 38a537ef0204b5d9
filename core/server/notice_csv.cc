#include "server/notice_csv.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <vector>

#include "base/crypto.h"
#include "base/csv.h"
#include "base/json_tree.h"
#include "model/push.h"

namespace crosswalk::server {
namespace {

constexpr std::size_t random_bytes = 16;

struct Columns {
  std::string_view kind;
  std::vector<std::string> own;    // of the notice
  std::vector<std::string> units;  // of one of its lines
  std::vector<std::string> group;  // rows that agree in these are one notice; empty: each row is one
  bool anew = false;               // without a key it is another each time: only the newest counts
};

const Columns& columns_of(const NoticeKind& kind) {
  static const std::vector<Columns> all = {
      {push::shipment,
       {"key", "order", "carrier", "method", "tracking_number", "tracking_url", "shipped", "replaces"},
       {"line", "sku", "quantity"},
       {"order", "tracking_number"}},
      {push::cancellation, {"key", "order", "reason"}, {"line", "sku", "quantity"}, {"order"}},
      {push::order_refund,
       {"key", "order", "line", "quantity", "amount", "tax", "currency", "full", "charge", "reason",
        "comment"},
       {},
       {}},
      {push::return_refund,
       {"key", "return_order", "customer_order"},
       {"line", "quantity"},
       {"key", "return_order"}},
      {push::stock, {"key", "sku", "node", "units"}, {}, {}, true},
      {push::price, {"key", "sku", "price", "currency"}, {}, {}, true},
  };
  return *std::find_if(all.begin(), all.end(), [&](const Columns& each) { return each.kind == kind.kind; });
}

bool holds(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// Whole numbers and flags as what they are; what is none is refused by the check, by its name.
Json value_of(const std::string& column, const std::string& text) {
  if (column == "full" && (text == "true" || text == "false")) return Json(text == "true");
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = error == std::errc{} && end == text.data() + text.size();
  return (column == "quantity" || column == "units") && whole ? Json(number) : Json(text);
}

struct Notice {
  Json json = Json::object();
  Json own = Json::object();  // the same without its units
  int line = 0;
  std::vector<int> unit_lines;
};

class CsvReader {
 public:
  CsvReader(const NoticeKind& kind, const std::string& file)
      : kind_(kind), columns_(columns_of(kind)), file_(file) {}

  Result<void> row(const CsvRow& row) {
    if (names_.empty()) return head(row);
    if (row.fields.size() != names_.size()) {
      refuse(row.line, "the row has " + std::to_string(row.fields.size()) + " fields, the head " +
                           std::to_string(names_.size()));
      return {};
    }
    Json own = Json::object();
    Json unit = Json::object();
    for (std::size_t i = 0; i < names_.size(); ++i)
      if (!row.fields[i].empty())
        (holds(columns_.units, names_[i]) ? unit : own)[names_[i]] = value_of(names_[i], row.fields[i]);
    Notice& notice = notice_of(own, row.line);
    if (notice.own.empty()) notice.json = notice.own = own;
    if (notice.own != own)
      refuse(row.line, "it says something else of the same notice than line " + std::to_string(notice.line));
    if (unit.empty()) return {};
    notice.json["units"].push_back(std::move(unit));
    notice.unit_lines.push_back(row.line);
    return {};
  }

  CheckedNotices checked(const std::string& pair) {
    CheckedNotices out;
    const std::string fresh = random_base64url(random_bytes);
    std::map<std::string, int> lines;  // by key
    if (notices_.empty() && errors_.empty()) refuse(1, "there is no row below the head");
    for (auto& notice : notices_) {
      for (const auto& error : notice_errors(kind_, notice.json, ""))
        refuse(line_of(notice, error.where), error.where + ": " + error.message);
      std::string key = text_in(notice.json, "key");
      notice.json.erase("key");
      const std::string body = to_text(notice.json);
      if (key.empty())
        key = columns_.anew ? "csv/" + fresh + "/" + std::to_string(notice.line) : "csv/" + sha256(body);
      const auto [same, first] = lines.try_emplace(key, notice.line);
      if (!first && !columns_.anew)
        refuse(notice.line, "it says the same as line " + std::to_string(same->second) +
                                ", or has its key; if both are meant, give each a key of its own");
      out.items.push_back({pair, std::string(kind_.kind), std::move(key), body, {}, false});
    }
    if (!errors_.empty()) out.items.clear();
    out.errors = std::move(errors_);
    return out;
  }
  void refuse(int line, std::string message) {
    errors_.push_back(fail(ErrorKind::invalid, std::move(message), file_ + ":" + std::to_string(line)));
  }

 private:
  Result<void> head(const CsvRow& row) {
    for (const auto& name : row.fields) {
      const bool known = holds(columns_.own, name) || holds(columns_.units, name);
      if (!known || holds(names_, name))
        return fail(
            ErrorKind::invalid,
            "\"" + name.substr(0, 40) + "\" is not a column, or stands twice; there are " + all_columns(),
            file_ + ":" + std::to_string(row.line));
      names_.push_back(name);
    }
    return {};
  }

  std::string all_columns() const {
    std::string known;
    for (const auto* list : {&columns_.own, &columns_.units})
      for (const auto& each : *list) known += (known.empty() ? "" : ", ") + each;
    return known;
  }

  Notice& notice_of(const Json& own, int line) {
    if (!columns_.group.empty()) {
      std::vector<std::string> group;
      for (const auto& name : columns_.group) group.push_back(text_in(own, name));
      const auto [found, fresh] = places_.try_emplace(std::move(group), notices_.size());
      if (!fresh) return notices_[found->second];
    }
    notices_.push_back({});
    notices_.back().line = line;
    return notices_.back();
  }

  // The line of "units[2].quantity" is its third row's.
  static int line_of(const Notice& notice, const std::string& path) {
    constexpr std::string_view prefix = "units[";
    std::size_t index = 0;
    if (path.starts_with(prefix))
      std::from_chars(path.data() + prefix.size(), path.data() + path.size(), index);
    return path.starts_with(prefix) && index < notice.unit_lines.size() ? notice.unit_lines[index]
                                                                        : notice.line;
  }

  const NoticeKind& kind_;
  const Columns& columns_;
  const std::string& file_;
  std::vector<std::string> names_;
  std::vector<Notice> notices_;
  std::map<std::vector<std::string>, std::size_t> places_;
  std::vector<Error> errors_;
};

}  // namespace

CheckedNotices notices_in_csv(const NoticeKind& kind, std::string_view text, const std::string& file,
                              const std::string& pair) {
  CsvReader reader(kind, file);
  if (auto read = read_csv(text, file, [&](const CsvRow& row) { return reader.row(row); }); !read) {
    CheckedNotices refused;
    refused.errors.push_back(read.error());
    return refused;
  }
  return reader.checked(pair);
}

}  // namespace crosswalk::server
