// Certificates that a test makes for itself with the openssl command, which is a tool of the tests only.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>

namespace crosswalk::wire {

// A new directory that goes with the test.
struct Scratch {
  Scratch() {
    std::string name = (std::filesystem::temp_directory_path() / "crosswalk-tls-XXXXXX").string();
    path = ::mkdtemp(name.data());
  }
  ~Scratch() { std::filesystem::remove_all(path); }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  std::string file(const std::string& name) const { return (path / name).string(); }
  std::filesystem::path path;
};

inline bool has_openssl() {
  return std::system("openssl version >/dev/null 2>&1") == 0;
}

// A self-signed certificate for `name` ("IP:127.0.0.1") as NAME.pem and NAME.key.
inline bool certify(const Scratch& scratch, const std::string& file, const std::string& name,
                    const std::string& extra = "") {
  const std::string command =
      "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=crosswalk-test "
      "-addext "
      "'subjectAltName=" +
      name + "' " + extra + " -keyout '" + scratch.file(file + ".key") + "' -out '" +
      scratch.file(file + ".pem") + "' >/dev/null 2>&1";
  return std::system(command.c_str()) == 0;
}

}  // namespace crosswalk::wire
