// Whole files in and out, with errors in words and never a half-written one.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace talweg {

/// Where the running program stands; empty when the system does not tell.
std::filesystem::path running_program();

/// The text of a regular file of at most `limit` bytes. Throws Error naming the file and the reason: missing,
/// a folder, not a regular file, unreadable, larger than the limit, or binary (a NUL byte).
std::string read_text_file(const std::filesystem::path& path, std::uint64_t limit);

/// A regular file being read piece by piece.
class FileReader {
  public:
    /// Throws Error naming the file and the reason: missing, a folder, not a regular file, no permission,
    /// larger than `limit` bytes. Never waits: a named pipe is refused.
    FileReader(std::filesystem::path path, std::uint64_t limit);
    ~FileReader();
    FileReader(const FileReader&) = delete;
    FileReader& operator=(const FileReader&) = delete;

    /// When it was opened, bytes.
    std::uint64_t size() const { return size_; }
    /// Fills at most `size` bytes of `buffer` and returns how many; 0: the end. Throws Error, also where the
    /// file has grown past the limit.
    std::size_t read(char* buffer, std::size_t size);

  private:
    std::filesystem::path path_;
    std::uint64_t limit_;
    std::uint64_t size_ = 0;
    std::uint64_t read_ = 0;
    int descriptor_ = -1;
};

/// Writes to a temporary name in the same folder, flushes to disk, then renames over `path`. On any failure
/// (no folder, no permission, full disk) the old file is untouched, the temporary one is removed, and an
/// Error names the file and the reason.
void write_file(const std::filesystem::path& path, std::string_view bytes);

/// A file being written piece by piece under a temporary name; commit() makes it appear, else it is removed.
class FileWriter {
  public:
    explicit FileWriter(std::filesystem::path path);
    ~FileWriter();
    FileWriter(const FileWriter&) = delete;
    FileWriter& operator=(const FileWriter&) = delete;

    void append(std::string_view bytes);
    void commit();

  private:
    std::filesystem::path path_;
    std::filesystem::path temporary_;
    std::string buffer_;
    int descriptor_ = -1;
};

}  // namespace talweg
