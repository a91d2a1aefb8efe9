// Files: whole or not at all.
#include "core/base/file.h"
#include "core/base/error.h"
#include "tests/core/closeness.h"

#include <doctest/doctest.h>

#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <string>

using namespace talweg;
using namespace talweg::test;
namespace fs = std::filesystem;

namespace {

class Folder {
  public:
    Folder() {
        std::string name = (fs::temp_directory_path() / "talweg-XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()) != nullptr);
        path_ = name;
    }
    ~Folder() { fs::remove_all(path_); }
    fs::path operator/(const char* name) const { return path_ / name; }
    std::size_t files() const {
        return static_cast<std::size_t>(
            std::distance(fs::directory_iterator(path_), fs::directory_iterator()));
    }

  private:
    fs::path path_;
};

// No file may grow past `bytes` while this lives, as on a full disk.
class SmallDisk {
  public:
    explicit SmallDisk(rlim_t bytes) {
        ::getrlimit(RLIMIT_FSIZE, &old_);
        const rlimit small{bytes, old_.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &small);
        handler_ = std::signal(SIGXFSZ, SIG_IGN);
    }
    ~SmallDisk() {
        ::setrlimit(RLIMIT_FSIZE, &old_);
        std::signal(SIGXFSZ, handler_);
    }

  private:
    rlimit old_{};
    void (*handler_)(int) = nullptr;
};

}  // namespace

TEST_CASE("a file written is the file read") {
    const Folder folder;
    write_file(folder / "a.txt", "one\ntwo");
    CHECK(read_text_file(folder / "a.txt", 100) == "one\ntwo");
    write_file(folder / "a.txt", "");
    CHECK(read_text_file(folder / "a.txt", 100).empty());
    CHECK(folder.files() == 1);
}

TEST_CASE("a large file is written piece by piece") {
    const Folder folder;
    std::string expected;
    FileWriter writer(folder / "big");
    for (int i = 0; i < 1000; ++i) {
        const std::string piece(static_cast<std::size_t>(i * 7 % 1000), static_cast<char>('a' + i % 26));
        writer.append(piece);
        expected += piece;
    }
    writer.append(std::string(200000, 'z'));
    expected += std::string(200000, 'z');
    CHECK_FALSE(fs::exists(folder / "big"));
    writer.commit();
    CHECK(read_text_file(folder / "big", 1 << 20) == expected);
    CHECK(folder.files() == 1);
}

TEST_CASE("a writer that is not committed leaves nothing behind") {
    const Folder folder;
    write_file(folder / "a", "old");
    {
        FileWriter writer(folder / "a");
        writer.append("new");
    }
    CHECK(read_text_file(folder / "a", 100) == "old");
    CHECK(folder.files() == 1);
}

TEST_CASE("a full disk leaves the old file whole and no other") {
    const Folder folder;
    write_file(folder / "a", "old");
    std::string message;
    {
        const SmallDisk disk(4096);
        message = error_of([&] { write_file(folder / "a", std::string(100000, 'x')); });
    }
    CHECK(message.find((folder / "a").string()) != std::string::npos);
    CHECK(message.find("cannot write") != std::string::npos);
    CHECK(read_text_file(folder / "a", 100) == "old");
    CHECK(folder.files() == 1);
}

TEST_CASE("an existing file keeps its permissions and a link stays a link") {
    const Folder folder;
    write_file(folder / "a", "old");
    fs::permissions(folder / "a", fs::perms::owner_read | fs::perms::owner_write);
    fs::create_symlink(folder / "a", folder / "link");
    write_file(folder / "link", "new");
    CHECK(fs::is_symlink(folder / "link"));
    CHECK(read_text_file(folder / "a", 100) == "new");
    CHECK(fs::status(folder / "a").permissions() == (fs::perms::owner_read | fs::perms::owner_write));
}

TEST_CASE("what cannot be read is refused by name and reason") {
    const Folder folder;
    CHECK(error_of([&] { read_text_file(folder / "none", 100); }).find("No such file") != std::string::npos);
    CHECK(error_of([&] { read_text_file(folder / ".", 100); }).find("it is a folder") != std::string::npos);
    write_file(folder / "big", std::string(5000, 'x'));
    CHECK(error_of([&] { read_text_file(folder / "big", 4999); }).find("the limit is") != std::string::npos);
    write_file(folder / "binary", std::string_view("ab\0c", 4));
    CHECK(error_of([&] { read_text_file(folder / "binary", 100); }).find("offset 2") != std::string::npos);
    REQUIRE(::mkfifo((folder / "pipe").c_str(), 0600) == 0);
    CHECK(error_of([&] { read_text_file(folder / "pipe", 100); }).find("not a regular file") !=
          std::string::npos);
}

TEST_CASE("what cannot be written is refused by name and reason") {
    const Folder folder;
    CHECK(error_of([&] { write_file(folder / "no/such/a", "x"); }).find("No such file") != std::string::npos);
    CHECK(error_of([&] { write_file(folder / ".", "x"); }).find("it is a folder") != std::string::npos);
    CHECK_FALSE(error_of([&] { write_file("", "x"); }).empty());
    CHECK(folder.files() == 0);
}
