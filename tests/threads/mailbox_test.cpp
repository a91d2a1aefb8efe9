// The mailbox between two threads: newest value, never torn, never waited for.
#include "core/worker/mailbox.h"

#include <doctest/doctest.h>

#include <cstdint>
#include <thread>
#include <vector>

namespace talweg {

TEST_CASE("a mailbox hands over the newest value and keeps it until the next refresh") {
    Mailbox<int> mail;
    CHECK_FALSE(mail.refresh());
    mail.back() = 1;
    mail.publish();
    CHECK(mail.waiting());
    mail.back() = 2;
    mail.publish();
    CHECK(mail.refresh());
    CHECK(mail.front() == 2);
    CHECK_FALSE(mail.waiting());
    mail.back() = 3;
    mail.publish();
    CHECK(mail.front() == 2);
    CHECK(mail.refresh());
    CHECK(mail.front() == 3);
    CHECK_FALSE(mail.refresh());
}

TEST_CASE("a mailbox read while it is written gives whole values in order") {
    struct Value {
        std::uint64_t number = 0;
        std::vector<std::uint64_t> copies = std::vector<std::uint64_t>(2000, 0);
    };
    Mailbox<Value> mail;
    constexpr std::uint64_t kLast = 20000;
    std::thread writer([&mail] {
        for (std::uint64_t i = 1; i <= kLast; ++i) {
            Value& value = mail.back();
            value.number = i;
            value.copies.assign(value.copies.size(), i);
            mail.publish();
        }
    });
    std::uint64_t last = 0;
    std::uint64_t torn = 0;
    std::uint64_t backwards = 0;
    while (last < kLast) {
        if (!mail.refresh()) continue;
        const Value& value = mail.front();
        backwards += value.number <= last ? 1 : 0;
        last = value.number;
        for (const std::uint64_t copy : value.copies) torn += copy != value.number ? 1 : 0;
    }
    writer.join();
    CHECK(torn == 0);
    CHECK(backwards == 0);
    CHECK(last == kLast);
}

}  // namespace talweg
