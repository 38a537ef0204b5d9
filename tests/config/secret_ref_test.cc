#include "config/secret_ref.h"

#include <doctest/doctest.h>
#include <stdlib.h>

#include "folder.h"

using namespace crosswalk;
using namespace crosswalk::config;

namespace {

SecretRef named(const Folder& folder, const std::string& name) {
  return {SecretRef::Kind::named, name, folder.path() / "secrets" / name, {"crosswalk.yaml", 5}};
}

}  // namespace

TEST_CASE("a named secret is read from its file without the line break at its end") {
  const Folder folder;
  folder.write("secrets/wm", "  s3cr3t-value\r\n");
  CHECK(resolve(named(folder, "wm")).value().reveal() == "s3cr3t-value");
}

TEST_CASE("a secret that others can read is refused with the command that mends it") {
  using std::filesystem::perms;
  const Folder folder;
  for (const perms extra : {perms::group_read, perms::others_read, perms::group_write, perms::others_exec}) {
    const auto file =
        folder.write("secrets/wm", "s3cr3t-value", perms::owner_read | perms::owner_write | extra);
    const auto error = resolve(named(folder, "wm")).error();
    CHECK(error.kind == ErrorKind::config);
    CHECK(error.text() ==
          "crosswalk.yaml:5: the file secrets/wm can be read by others; run: chmod 600 " + file.string());
  }
  // A file that an orchestrator mounts has the mode that it was given.
  const auto mounted = folder.write("mounted", "s3cr3t-value", perms::owner_read | perms::others_read);
  CHECK(resolve({SecretRef::Kind::file, "mounted", mounted, {}}).value().reveal() == "s3cr3t-value");
}

TEST_CASE("a secret that is missing, empty, a folder or too large is refused without its text") {
  const Folder folder;
  CHECK(resolve(named(folder, "wm"))
            .error()
            .text()
            .rfind("crosswalk.yaml:5: the file secrets/wm cannot be read (", 0) == 0);
  folder.write("secrets/empty", " \n");
  CHECK(resolve(named(folder, "empty")).error().message ==
        "the file secrets/empty is empty; put the secret into it");
  std::filesystem::create_directories(folder.path() / "secrets/folder");
  CHECK(resolve(named(folder, "folder")).error().message ==
        "the file secrets/folder is not a file; put the secret into a plain file there");
  folder.write("secrets/large", std::string((64U << 10) + 1, 'x'));
  CHECK(resolve(named(folder, "large")).error().message ==
        "the file secrets/large is larger than 64 KiB; it should hold the secret and nothing else");
  folder.write("secrets/full", std::string(64U << 10, 'x'));
  CHECK(resolve(named(folder, "full")).value().reveal().size() == 64U << 10);
}

TEST_CASE("a credential is what systemd put into the service's folder") {
  const Folder folder;
  folder.write("credentials/token-key", "s3cr3t-value\n");
  const SecretRef ref{SecretRef::Kind::credential, "token-key", {}, {"crosswalk.yaml", 5}};
  ::unsetenv("CREDENTIALS_DIRECTORY");
  CHECK(resolve(ref).error().text() ==
        "crosswalk.yaml:5: the credential token-key cannot be read, because systemd did not start this "
        "process with credentials; add LoadCredential=token-key:/path/to/file to the service");
  ::setenv("CREDENTIALS_DIRECTORY", (folder.path() / "credentials").c_str(), 1);
  CHECK(resolve(ref).value().reveal() == "s3cr3t-value");
  ::unsetenv("CREDENTIALS_DIRECTORY");
}

TEST_CASE("a secret of the environment is read when it is asked for") {
  const SecretRef ref{SecretRef::Kind::env, "CROSSWALK_TEST_SECRET", {}, {"crosswalk.yaml", 8}};
  ::unsetenv("CROSSWALK_TEST_SECRET");
  CHECK(resolve(ref).error().text() ==
        "crosswalk.yaml:8: the variable CROSSWALK_TEST_SECRET is not set; set it in the environment of this "
        "process");
  ::setenv("CROSSWALK_TEST_SECRET", "s3cr3t-value", 1);
  CHECK(resolve(ref).value().reveal() == "s3cr3t-value");
  ::unsetenv("CROSSWALK_TEST_SECRET");
}

TEST_CASE("the name of a secret cannot leave its folder") {
  CHECK(parse_secret_name("walmart-us_2.key").value() == "walmart-us_2.key");
  for (const char* name : {"", ".", "..", ".hidden", "a/b", "../a", "a b", "a\n",
                           "a-name-of-more-than-forty-letters-is-refused"}) {
    CAPTURE(name);
    CHECK_FALSE(parse_secret_name(name).ok());
  }
}
