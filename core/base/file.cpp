// Whole files in and out by POSIX calls: temporary name, fsync, rename.
#include "core/base/file.h"

#include "core/base/error.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

namespace talweg {
namespace {

constexpr std::size_t kBufferBytes = 1 << 16;

[[noreturn]] void fail(const std::string& what, const std::filesystem::path& path, int code) {
    throw Error(what + " '" + path.string() + "': " + std::generic_category().message(code));
}

std::string size_text(std::uint64_t bytes) {
    if (bytes >= (1u << 20)) return std::to_string(bytes >> 20) + " MiB";
    if (bytes >= (1u << 10)) return std::to_string(bytes >> 10) + " KiB";
    return std::to_string(bytes) + " bytes";
}

// 0, or the error number.
int write_all(int descriptor, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0) {
            if (errno == EINTR) continue;
            return errno;
        }
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return 0;
}

}  // namespace

std::filesystem::path running_program() {
    std::error_code problem;
    return std::filesystem::read_symlink("/proc/self/exe", problem);
}

FileReader::FileReader(std::filesystem::path path, std::uint64_t limit)
    : path_(std::move(path)),
      limit_(limit),
      // O_NONBLOCK: opening a named pipe must not wait for somebody to write to it.
      descriptor_(::open(path_.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {
    if (descriptor_ < 0) fail("cannot read", path_, errno);
    try {
        struct stat status {};
        if (::fstat(descriptor_, &status) != 0) fail("cannot read", path_, errno);
        if (S_ISDIR(status.st_mode)) throw Error("cannot read '" + path_.string() + "': it is a folder");
        if (!S_ISREG(status.st_mode)) {
            throw Error("cannot read '" + path_.string() + "': it is not a regular file");
        }
        size_ = static_cast<std::uint64_t>(status.st_size);
        if (size_ > limit_) {
            throw Error("cannot read '" + path_.string() + "': it has " + size_text(size_) +
                        ", the limit is " + size_text(limit_));
        }
    } catch (...) {
        ::close(descriptor_);
        throw;
    }
}

FileReader::~FileReader() { ::close(descriptor_); }

std::size_t FileReader::read(char* buffer, std::size_t size) {
    for (;;) {
        const ssize_t count = ::read(descriptor_, buffer, size);
        if (count < 0) {
            if (errno == EINTR) continue;
            fail("cannot read", path_, errno);
        }
        read_ += static_cast<std::uint64_t>(count);
        if (read_ > limit_) {
            throw Error("cannot read '" + path_.string() + "': it is larger than the limit of " +
                        size_text(limit_));
        }
        return static_cast<std::size_t>(count);
    }
}

std::string read_text_file(const std::filesystem::path& path, std::uint64_t limit) {
    FileReader file(path, limit);
    std::string text;
    std::string piece(kBufferBytes, '\0');
    while (const std::size_t count = file.read(piece.data(), piece.size())) text.append(piece, 0, count);
    if (const std::size_t at = text.find('\0'); at != std::string::npos) {
        throw Error("cannot read '" + path.string() + "': it is not text (a zero byte at offset " +
                    std::to_string(at) + ")");
    }
    return text;
}

void write_file(const std::filesystem::path& path, std::string_view bytes) {
    FileWriter writer(path);
    writer.append(bytes);
    writer.commit();
}

FileWriter::FileWriter(std::filesystem::path path) : path_(std::move(path)) {
    if (path_.empty()) throw Error("cannot write a file without a name");
    std::error_code ignored;
    if (std::filesystem::is_directory(path_, ignored)) {
        throw Error("cannot write '" + path_.string() + "': it is a folder");
    }
    // A link keeps pointing where it did: the file behind it is the one that is replaced.
    if (std::filesystem::is_symlink(path_, ignored)) {
        const auto target = std::filesystem::weakly_canonical(path_, ignored);
        if (!ignored) path_ = target;
    }
    // The old file's permissions are kept; a new one gets what the umask leaves of 0666.
    struct stat old {};
    const bool replaces = ::stat(path_.c_str(), &old) == 0;
    if (replaces && ::access(path_.c_str(), W_OK) != 0) fail("cannot write", path_, errno);
    static std::atomic<unsigned> counter{0};
    temporary_ = path_;
    temporary_ += ".tmp-" + std::to_string(::getpid()) + "-" + std::to_string(counter++);
    descriptor_ = ::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (descriptor_ < 0) fail("cannot write", path_, errno);
    // Where the permissions cannot be taken over, the contents still matter more.
    [[maybe_unused]] const int same_mode = replaces ? ::fchmod(descriptor_, old.st_mode & 07777) : 0;
    buffer_.reserve(kBufferBytes);
}

FileWriter::~FileWriter() {
    if (descriptor_ < 0) return;
    ::close(descriptor_);
    ::unlink(temporary_.c_str());
}

void FileWriter::append(std::string_view bytes) {
    TALWEG_CHECK(descriptor_ >= 0);
    if (buffer_.size() + bytes.size() <= kBufferBytes) {
        buffer_.append(bytes);
        return;
    }
    int code = write_all(descriptor_, buffer_);
    buffer_.clear();
    if (code == 0) code = write_all(descriptor_, bytes);
    if (code != 0) fail("cannot write", path_, code);
}

void FileWriter::commit() {
    TALWEG_CHECK(descriptor_ >= 0);
    int code = write_all(descriptor_, buffer_);
    if (code == 0 && ::fsync(descriptor_) != 0) code = errno;
    const int descriptor = std::exchange(descriptor_, -1);
    if (::close(descriptor) != 0 && code == 0) code = errno;
    if (code == 0 && ::rename(temporary_.c_str(), path_.c_str()) != 0) code = errno;
    if (code != 0) {
        ::unlink(temporary_.c_str());
        fail("cannot write", path_, code);
    }
}

}  // namespace talweg
