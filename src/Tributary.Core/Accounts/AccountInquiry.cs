using Tributary.Core.Secrets;

namespace Tributary.Core.Accounts;

/// <summary>
/// What an institution is asked about one account beyond its balance and transactions. It is asked for at a sign-in of its own and not kept:
/// who needs it again asks again.
/// </summary>
public abstract record AccountInquiry
{
    private AccountInquiry()
    {
    }

    /// <summary>Where money can be sent to: answered by <see cref="AccountReply.AchDetails"/>.</summary>
    public sealed record AchDetails : AccountInquiry;

    /// <summary>Who holds the account: answered by <see cref="AccountReply.Owner"/>.</summary>
    public sealed record Owner : AccountInquiry;

    /// <summary>Statements as the institution prints them: answered by <see cref="AccountReply.Statements"/>.</summary>
    /// <param name="Indexes">1 for the latest, 2 for the one before it, and so on.</param>
    public sealed record Statements(IReadOnlyList<int> Indexes) : AccountInquiry
    {
        /// <summary>The same indexes in the same order.</summary>
        /// <param name="other">The other inquiry.</param>
        /// <returns>Whether they are.</returns>
        public bool Equals(Statements? other) => other is not null && Indexes.SequenceEqual(other.Indexes);

        /// <inheritdoc/>
        public override int GetHashCode() => Indexes.Count;
    }
}

/// <summary>What an institution says to an <see cref="AccountInquiry"/>.</summary>
public abstract record AccountReply
{
    private AccountReply()
    {
    }

    /// <summary>Routing number and whole account number.</summary>
    /// <param name="RoutingNumber">Nine digits (ABA).</param>
    /// <param name="AccountNumber">Nothing of it masked, so it is kept from every log.</param>
    public sealed record AchDetails(string RoutingNumber, Secret AccountNumber) : AccountReply;

    /// <summary>Who holds the account.</summary>
    /// <param name="Name">The holder's name as the institution writes it.</param>
    /// <param name="Address">The holder's address on one line, where told.</param>
    /// <param name="AsOf">The day on which the institution said so.</param>
    public sealed record Owner(string Name, string? Address, DateOnly AsOf) : AccountReply;

    /// <summary>Printed statements.</summary>
    /// <param name="ByIndex">By the index asked for; one that the institution does not have is missing.</param>
    public sealed record Statements(IReadOnlyDictionary<int, PrintedStatement> ByIndex) : AccountReply;
}

/// <summary>A statement as the institution prints it.</summary>
/// <param name="From">The first day it tells of.</param>
/// <param name="To">The last day.</param>
/// <param name="Pdf">The document's bytes, a PDF.</param>
public sealed record PrintedStatement(DateOnly From, DateOnly To, ReadOnlyMemory<byte> Pdf);
