#include "cloudsuite/ionapi.h"

#include <algorithm>

#include "base/json_tree.h"

namespace crosswalk::cloudsuite {
namespace {

constexpr std::size_t longest_field = 2'048;

// Reads field by field and keeps the first problem.
class Reader {
 public:
  Reader(const Json& json, const std::string& file) : json_(json), file_(file) {}

  std::string required(const char* name, std::string_view meaning) {
    if (!json_.contains(name) || json_[name].is_null() || text_in(json_, name).empty()) {
      const bool there = json_.contains(name) && !json_[name].is_null() && !json_[name].is_string();
      refuse(name, meaning, there ? "is no text" : "is missing or empty");
      return {};
    }
    return plain(name, meaning);
  }
  std::string optional(const char* name, std::string_view meaning) {
    if (!json_.contains(name) || json_[name].is_null()) return {};
    if (!json_[name].is_string()) {
      refuse(name, meaning, "is no text");
      return {};
    }
    return plain(name, meaning);
  }
  std::string address(const char* name, std::string_view meaning) {
    std::string url = required(name, meaning);
    while (url.ends_with('/')) url.pop_back();
    // Plain http is for stand-ins on this machine only, because credentials travel on it.
    const std::string host = url.substr(0, url.find_first_of(":/", std::string_view("http://").size()));
    const bool local = host == "http://127.0.0.1" || host == "http://localhost";
    if (!problem_ && !url.starts_with("https://") && !local) refuse(name, meaning, "is no https:// address");
    return url;
  }
  std::string scopes() {
    if (!json_.contains("sc") || json_["sc"].is_null()) return {};
    const Json& list = json_["sc"];
    if (list.is_string()) return plain("sc", "scopes");
    std::string joined;
    if (list.is_array())
      for (const Json& each : list) {
        if (!each.is_string()) {
          refuse("sc", "scopes", "is no list of texts");
          return {};
        }
        joined += (joined.empty() ? "" : " ") + each.get<std::string>();
      }
    else
      refuse("sc", "scopes", "is no list of texts");
    return joined;
  }
  void refuse(std::string_view name, std::string_view meaning, std::string_view what) {
    if (problem_) return;
    problem_ =
        fail(ErrorKind::config,
             "the field \"" + std::string(name) + "\" (" + std::string(meaning) + ") " + std::string(what) +
                 "; download the credentials of the authorized app again, with \"Create Service "
                 "Account\" where it signs in by password",
             file_);
  }
  const std::optional<Error>& problem() const { return problem_; }

 private:
  std::string plain(const char* name, std::string_view meaning) {
    std::string text = text_in(json_, name);
    const bool fits = text.size() <= longest_field &&
                      std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c < '\x7F'; });
    if (fits) return text;
    refuse(name, meaning, "is too long or holds characters that do not belong there");
    return {};
  }

  const Json& json_;
  const std::string& file_;
  std::optional<Error> problem_;
};

// Walks through what may be the beginning of an object, field by field.
class Fields {
 public:
  explicit Fields(std::string_view text) : text_(text) {}

  // The field in which it stops being JSON, as far as names of fields look; empty: none is begun.
  std::string broken() {
    std::string last;
    if (!skip('{')) return last;
    do {
      const std::string_view name = value();
      if (!name.starts_with('"') || !skip(':')) break;
      last = std::string(name.substr(1, name.size() - 2));
      if (!parse_json("[" + std::string(value()) + "]", "the field")) break;
    } while (skip(','));
    const bool plain = last.size() <= longest_name && std::all_of(last.begin(), last.end(), [](char c) {
                         return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
                       });
    return plain ? last : std::string();
  }

 private:
  static constexpr std::size_t longest_name = 16;

  void skip_space() { at_ = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size()); }
  bool skip(char wanted) {
    skip_space();
    if (at_ == text_.size() || text_[at_] != wanted) return false;
    ++at_;
    return true;
  }
  // A text, a list or whatever else stands before the next field; what there is of it, when it has no end.
  std::string_view value() {
    skip_space();
    const std::size_t begin = at_;
    int depth = 0;
    bool quoted = false;
    for (; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (quoted && c == '\\') {
        ++at_;
      } else if (c == '"') {
        quoted = !quoted;
        if (!quoted && depth == 0) return text_.substr(begin, ++at_ - begin);
      } else if (!quoted) {
        if (depth == 0 && (c == ',' || c == '}' || c == ':')) break;
        depth += (c == '[' || c == '{') ? 1 : (c == ']' || c == '}') ? -1 : 0;
      }
    }
    at_ = std::min(at_, text_.size());
    return text_.substr(begin, at_ - begin);
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

Result<Ionapi> read_ionapi(std::string_view text, const std::string& file) {
  if (text.size() > longest_ionapi)
    return fail(ErrorKind::config, "this is no .ionapi file: it is longer than 64 KiB", file);
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  const auto json = parse_json(text, "the file");
  if (const std::string broken = json ? std::string() : Fields(text).broken(); !broken.empty())
    return fail(ErrorKind::config,
                "the file breaks off, or is no JSON any more, in the field \"" + broken +
                    "\"; download the credentials again",
                file);
  if (!json || !json->is_object())
    return fail(ErrorKind::config,
                "this is no .ionapi file: it holds no JSON object; download the credentials again", file);
  Reader reader(*json, file);
  Ionapi read;
  read.tenant = reader.required("ti", "tenant");
  if (read.tenant.find_first_of("/?#% ") != std::string::npos)
    reader.refuse("ti", "tenant", "is no name of a tenant");
  read.application = reader.optional("cn", "application");
  read.client_id = reader.required("ci", "client id");
  read.client_secret = Secret(reader.required("cs", "client secret"));
  read.api_url = reader.address("iu", "address of the API gateway");
  read.sign_in_url = reader.address("pu", "address of the sign-in");
  read.token_path = reader.required("ot", "path of the token endpoint");
  read.revoke_path = reader.optional("or", "path of the revocation endpoint");
  read.scope = reader.scopes();
  read.access_key = Secret(reader.optional("saak", "service account access key"));
  read.secret_key = Secret(reader.optional("sask", "service account secret key"));
  if (read.access_key.empty() && !read.secret_key.empty())
    reader.refuse("saak", "service account access key", "is missing although \"sask\" is there");
  if (!read.access_key.empty() && read.secret_key.empty())
    reader.refuse("sask", "service account secret key", "is missing although \"saak\" is there");
  for (std::string* path : {&read.token_path, &read.revoke_path})
    path->erase(
        0, path->find_first_not_of('/') == std::string::npos ? path->size() : path->find_first_not_of('/'));
  if (reader.problem()) return *reader.problem();
  return read;
}

}  // namespace crosswalk::cloudsuite
