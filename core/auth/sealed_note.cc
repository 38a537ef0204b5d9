#include "auth/sealed_note.h"

#include "base/json_tree.h"

namespace crosswalk::auth {
namespace {

std::string note_of(const std::string& name) {
  return "sealed/" + name;
}

}  // namespace

Result<std::optional<Secret>> SealedNote::read() {
  const auto text = store_.note(note_of(name_));
  if (!text) return text.error();
  if (text->empty()) return std::optional<Secret>();
  const auto outer = parse_json(*text, "what is sealed as " + name_);
  if (outer && outer->is_object() && text_in(*outer, "key") != key_.name())
    return fail(ErrorKind::config, "what is stored as " + name_ + " was sealed with another key (" +
                                       text_in(*outer, "key") + ", the configured one is " + key_.name() +
                                       "); bring that key back, or connect again: crosswalk connect");
  auto opened = outer && outer->is_object() ? key_.open(text_in(*outer, "sealed"), note_of(name_))
                                            : Result<Secret>(fail(ErrorKind::invalid, "no JSON"));
  if (!opened)
    return fail(ErrorKind::config,
                "what is stored as " + name_ +
                    " was changed by somebody or belongs to another place; connect again: crosswalk connect");
  return std::optional(std::move(*opened));
}

Result<void> SealedNote::put(const Secret& text) {
  return store_.set_note(
      note_of(name_), to_text({{"key", key_.name()}, {"sealed", key_.seal(text.reveal(), note_of(name_))}}));
}

Result<void> SealedNote::forget() {
  return store_.set_note(note_of(name_), "");
}

}  // namespace crosswalk::auth
