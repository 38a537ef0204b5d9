#include "config/secret_ref.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>

namespace crosswalk::config {
namespace {

constexpr std::size_t largest = std::size_t{64} << 10;
constexpr std::size_t longest_name = 40;

class File {
 public:
  explicit File(const std::filesystem::path& path)
      : descriptor_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}
  ~File() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  int descriptor() const { return descriptor_; }

 private:
  int descriptor_;
};

Error missing(const SecretRef& ref, const std::string& why, const std::string& cure) {
  return fail(ErrorKind::config, ref.text() + " " + why + "; " + cure, ref.where.text());
}

Result<Secret> trimmed(const SecretRef& ref, std::string text) {
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
  const auto last = std::find_if_not(text.rbegin(), text.rend(), blank).base();
  const auto first = std::find_if_not(text.begin(), last, blank);
  Secret secret(std::string(first, last));
  // The untrimmed copy is wiped as well.
  const Secret untrimmed(std::move(text));
  if (secret.empty()) return missing(ref, "is empty", "put the secret into it");
  return secret;
}

Result<Secret> read_file(const SecretRef& ref) {
  const std::string shown = ref.path.string();
  const File file(ref.path);
  if (file.descriptor() < 0)
    return missing(ref, std::string("cannot be read (") + std::strerror(errno) + ")",
                   "put the secret into " + shown + " and let only its owner read it (chmod 600)");
  struct stat about {};
  if (::fstat(file.descriptor(), &about) != 0 || !S_ISREG(about.st_mode))
    return missing(ref, "is not a file", "put the secret into a plain file there");
  if (ref.kind == SecretRef::Kind::named && (about.st_mode & (S_IRWXG | S_IRWXO)) != 0)
    return missing(ref, "can be read by others", "run: chmod 600 " + shown);
  std::string text(largest + 1, '\0');
  std::size_t size = 0;
  while (size < text.size()) {
    const ssize_t got = ::read(file.descriptor(), text.data() + size, text.size() - size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0)
      return missing(ref, std::string("cannot be read (") + std::strerror(errno) + ")", "look at " + shown);
    if (got == 0) break;
    size += static_cast<std::size_t>(got);
  }
  if (size > largest)
    return missing(ref, "is larger than 64 KiB", "it should hold the secret and nothing else");
  text.resize(size);
  return trimmed(ref, std::move(text));
}

}  // namespace

std::string SecretRef::text() const {
  switch (kind) {
    case Kind::named:
      return "the file secrets/" + name;
    case Kind::file:
      return "the file " + name;
    case Kind::env:
      return "the variable " + name;
    case Kind::credential:
      return "the credential " + name;
  }
  return name;
}

Result<std::string> parse_secret_name(std::string_view name) {
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '_' || c == '-';
  };
  if (name.empty() || name.size() > longest_name || name[0] == '.' ||
      !std::all_of(name.begin(), name.end(), fits))
    return fail(ErrorKind::config,
                "the name of a secret is at most 40 letters, digits, dots and dashes (it is a file name "
                "under secrets/, "
                "not the secret itself)");
  return std::string(name);
}

Result<Secret> resolve(const SecretRef& ref) {
  if (ref.kind == SecretRef::Kind::credential) {
    const char* folder = std::getenv("CREDENTIALS_DIRECTORY");
    if (folder == nullptr)
      return missing(ref, "cannot be read, because systemd did not start this process with credentials",
                     "add LoadCredential=" + ref.name + ":/path/to/file to the service");
    SecretRef file = ref;
    file.path = std::filesystem::path(folder) / ref.name;
    return read_file(file);
  }
  if (ref.kind != SecretRef::Kind::env) return read_file(ref);
  const char* value = std::getenv(ref.name.c_str());
  if (value == nullptr) return missing(ref, "is not set", "set it in the environment of this process");
  return trimmed(ref, value);
}

}  // namespace crosswalk::config
