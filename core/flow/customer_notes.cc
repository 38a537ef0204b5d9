#include "flow/customer_notes.h"

#include <algorithm>

#include "base/json_tree.h"

namespace crosswalk::flow {
namespace {

std::string note_key(std::string_view pair) {
  return "customers:" + std::string(pair);
}
std::string list_key(std::string_view pair) {
  return "customers:list:" + std::string(pair);
}

// What the note says; nothing when it was never written.
Result<std::optional<Json>> read_note(store::Store& store, std::string_view pair) {
  const auto text = store.note(note_key(pair));
  if (!text) return text.error();
  if (text->empty()) return std::optional<Json>();
  auto json = parse_json(*text, "the store's note of the customers");
  if (!json) return json.error();
  return std::optional<Json>(std::move(*json));
}

}  // namespace

CustomerReading next_reading(const std::optional<CustomerReading>& before, Customers list, std::string source,
                             Instant now) {
  CustomerReading reading;
  if (before && before->source == source) {
    reading.gone = changes_between(*before->list, list).vanished;
    reading.gone.insert(reading.gone.end(), before->gone.begin(), before->gone.end());
    std::erase_if(reading.gone,
                  [&](const std::string& code) { return list.find(Customers::Key::code, code).count > 0; });
    std::sort(reading.gone.begin(), reading.gone.end());
    reading.gone.erase(std::unique(reading.gone.begin(), reading.gone.end()), reading.gone.end());
  }
  reading.source = std::move(source);
  reading.list = std::make_shared<const Customers>(std::move(list));
  reading.read = now;
  return reading;
}

// The list first: a note without its list is told by the hash, and then the list counts as never read.
Result<void> keep_customers(store::Store& store, std::string_view pair, const CustomerReading& reading) {
  if (auto kept = store.set_note(list_key(pair), reading.list->text()); !kept) return kept;
  const Json note = {{"source", reading.source},
                     {"read", reading.read.text()},
                     {"hash", reading.list->hash()},
                     {"count", reading.list->size()},
                     {"gone", reading.gone}};
  return store.set_note(note_key(pair), to_text(note));
}

Result<std::optional<CustomerReading>> kept_customers(store::Store& store, std::string_view pair,
                                                      std::string_view source) {
  const auto note = read_note(store, pair);
  if (!note) return note.error();
  if (source.empty() || !note->has_value() || text_in(**note, "source") != source)
    return std::optional<CustomerReading>();
  auto text = store.note(list_key(pair));
  if (!text) return text.error();
  auto list = Customers::read(std::move(*text));
  if (!list || list->hash() != text_in(**note, "hash")) return std::optional<CustomerReading>();
  CustomerReading reading;
  reading.source = source;
  reading.list = std::make_shared<const Customers>(std::move(*list));
  if (const auto gone = (*note)->find("gone"); gone != (*note)->end() && gone->is_array())
    for (const Json& code : *gone)
      if (code.is_string()) reading.gone.push_back(code.get<std::string>());
  const auto read = Instant::parse(text_in(**note, "read"));
  if (!read) return read.error();
  reading.read = *read;
  return std::optional<CustomerReading>(std::move(reading));
}

Result<std::optional<CustomerReading>> show_customers(store::Store& store, std::string_view pair,
                                                      const Ledger& ledger, rules::Mapper& mapper) {
  auto kept = kept_customers(store, pair, ledger.customer_source());
  if (kept) mapper.use_customers(kept->has_value() ? (*kept)->list : nullptr);
  return kept;
}

Result<std::optional<CustomerHead>> customer_head(store::Store& store, std::string_view pair) {
  const auto note = read_note(store, pair);
  if (!note) return note.error();
  if (!note->has_value()) return std::optional<CustomerHead>();
  CustomerHead head;
  head.hash = text_in(**note, "hash");
  if (const auto count = (*note)->find("count"); count != (*note)->end() && count->is_number_integer())
    head.count = count->get<std::int64_t>();
  if (const auto gone = (*note)->find("gone"); gone != (*note)->end() && gone->is_array())
    head.gone = static_cast<std::int64_t>(gone->size());
  const auto read = Instant::parse(text_in(**note, "read"));
  if (!read) return read.error();
  head.read = *read;
  return std::optional<CustomerHead>(std::move(head));
}

}  // namespace crosswalk::flow
