// A folder of its own for one test case, removed at its end.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>

#include "base/crypto.h"
#include "config/workspace.h"

namespace crosswalk::config {

class Folder {
 public:
  Folder() {
    path_ = std::filesystem::temp_directory_path() / ("crosswalk-config-" + random_uuid());
    std::filesystem::create_directory(path_);
  }
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  const std::filesystem::path& path() const { return path_; }

  std::filesystem::path write(const std::string& name, const std::string& text,
                              std::filesystem::perms mode = std::filesystem::perms::owner_read |
                                                            std::filesystem::perms::owner_write) const {
    const auto file = path_ / name;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
    std::filesystem::permissions(file, mode);
    return file;
  }

  Result<Workspace> load(const std::string& yaml) const {
    write("crosswalk.yaml", yaml);
    return load_workspace(path_);
  }

  // The error of loading `yaml` without the folder's own path: "crosswalk.yaml:7: …"; "" when it loads.
  std::string error_of(const std::string& yaml) const {
    const auto loaded = load(yaml);
    if (loaded) return {};
    std::string text = loaded.error().text();
    const std::string prefix = path_.string() + "/";
    for (auto at = text.find(prefix); at != std::string::npos; at = text.find(prefix))
      text.erase(at, prefix.size());
    return text;
  }

 private:
  std::filesystem::path path_;
};

// A workspace with every mandatory key and nothing else. Lines are counted by the tests.
inline const std::string smallest = R"(pairs:
  shop:
    walmart:
      client_id: wm-client
      client_secret: {secret: wm}
    xero:
      client_id: xero-client
      client_secret: {env: SHOP_XERO}
    books:
      start: 2026-01-01
      timezone: America/Chicago
)";

// `smallest` with its line `number` (1-based) replaced by `text`; more lines may be in it.
inline std::string with_line(int number, const std::string& text, const std::string& yaml = smallest) {
  std::string out;
  int line = 1;
  for (std::size_t at = 0; at < yaml.size(); ++line) {
    const std::size_t end = yaml.find('\n', at) + 1;
    out += line == number ? text + "\n" : yaml.substr(at, end - at);
    at = end;
  }
  return out;
}

}  // namespace crosswalk::config
