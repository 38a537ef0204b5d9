#include "rules/testing/snapshots.h"

#include <algorithm>
#include <fstream>
#include <system_error>

#include "rules/testing/raw_text.h"

namespace crosswalk::rules {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view folder = "snapshots/";
constexpr std::size_t longest_name = 120;

bool is_name(std::string_view name) {
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ' ' ||
           c == '-' || c == '_' || c == '.' || c == ',';
  };
  return !name.empty() && name.size() <= longest_name && name.front() != '.' && name.front() != ' ' &&
         name.back() != ' ' && std::all_of(name.begin(), name.end(), fits);
}

}  // namespace

std::string Snapshots::compare(std::string_view name, const RawValue& value) {
  if (!is_name(name))
    return "a snapshot's name is also its file's: letters, digits, blanks, and - _ . , only, not \"" +
           std::string(name) + "\"";
  const std::string file = std::string(folder) + std::string(name) + ".json";
  const std::string shown = sources_.shown(file);
  std::string text = pretty(value);
  const auto [before, fresh] = asked_.emplace(file, text);
  if (!fresh && before->second != text)
    return "two tests keep different values as " + shown + "; give each snapshot a name of its own";
  const RuleFile* kept = sources_.material(file);
  if (kept == nullptr) {
    if (!bless_)
      return "there is no " + shown +
             " yet; look at what comes out, then keep it with crosswalk test --bless";
    blessed_[file] = std::move(text);
    return {};
  }
  auto old = read_raw(kept->text);
  if (old && same(*old, value)) return {};
  if (bless_) {
    blessed_[file] = std::move(text);
    return {};
  }
  if (!old) return shown + " is no JSON; write it anew with crosswalk test --bless";
  return "this is not what " + shown + " says (if it should be: crosswalk test --bless)\n" +
         differences(*old, value);
}

Result<std::vector<std::string>> Snapshots::write(const fs::path& directory) const {
  std::vector<std::string> written;
  std::error_code error;
  if (!blessed_.empty()) fs::create_directories(directory / std::string(folder), error);
  for (const auto& [file, text] : blessed_) {
    std::ofstream out(directory / file, std::ios::binary | std::ios::trunc);
    out << text;
    out.flush();
    if (!out) return fail(ErrorKind::io, "the snapshot cannot be written", sources_.shown(file));
    written.push_back(file);
  }
  return written;
}

std::vector<std::string> Snapshots::unused() const {
  std::vector<std::string> names;
  for (const RuleFile& file : sources_.material())
    if (file.name.starts_with(folder) && asked_.find(file.name) == asked_.end()) names.push_back(file.name);
  return names;
}

}  // namespace crosswalk::rules
