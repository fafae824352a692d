using Tributary.Core.Accounts;
using Tributary.Core.Institutions;
using Tributary.Core.Secrets;

namespace Tributary.Core.Connectors;

/// <summary>
/// Signs in to one kind of institution and brings back what it shows. A connector knows no face and no database, and keeps
/// nothing between sign-ins but what it asks to be remembered. It is straight-line asynchronous code: where the institution
/// asks something, it awaits <see cref="IChallenger.AskAsync"/> and goes on with the answers.
/// </summary>
public interface IConnector
{
    /// <summary>The institutions this connector signs in to.</summary>
    IReadOnlyList<Institution> Institutions { get; }

    /// <summary>
    /// Signs in once and fetches. Makes at most one attempt with the credentials given, so that no institution locks its
    /// customer out. Runs until done, refused or cancelled; a thrown exception means the connector itself is broken.
    /// </summary>
    /// <param name="request">Where, as whom, and what to fetch.</param>
    /// <param name="challenger">Asks the customer.</param>
    /// <param name="cancellationToken">Ends the sign-in: its time is over, or nobody wants it any more.</param>
    /// <returns>What the institution showed, or why it refused.</returns>
    Task<SignInResult> SignInAsync(SignInRequest request, IChallenger challenger, CancellationToken cancellationToken);
}

/// <summary>How a connector asks the customer.</summary>
public interface IChallenger
{
    /// <summary>Asks all questions at once and waits for the answers, as long as the sign-in session lives.</summary>
    /// <param name="questions">At least one.</param>
    /// <param name="cancellationToken">The sign-in's own token.</param>
    /// <returns>One answer a question, in the order asked.</returns>
    /// <exception cref="OperationCanceledException">Nobody answered in time, or nobody may be asked now: let it pass through.</exception>
    Task<IReadOnlyList<Secret>> AskAsync(IReadOnlyList<Challenges.Challenge> questions, CancellationToken cancellationToken);
}

/// <summary>What a connector needs for one sign-in.</summary>
public sealed record SignInRequest
{
    /// <summary>Where.</summary>
    public required Institution Institution { get; init; }

    /// <summary>As whom.</summary>
    public required Credentials Credentials { get; init; }

    /// <summary>What the connector asked to be remembered at the last success: a device cookie, an access key. Null at first.</summary>
    public Secret? Remembered { get; init; }

    /// <summary>The first day transactions are wanted from.</summary>
    public required DateOnly From { get; init; }

    /// <summary>What else is asked about one account; null for nothing.</summary>
    public AccountInquiryOf? Inquiry { get; init; }
}

/// <summary>An inquiry, and the account it is about.</summary>
/// <param name="AccountKey">The account's key; see <see cref="ReportedAccount.Key"/>.</param>
/// <param name="Inquiry">What is asked.</param>
public sealed record AccountInquiryOf(string AccountKey, AccountInquiry Inquiry);

/// <summary>How a connector's sign-in ended.</summary>
public abstract record SignInResult
{
    private SignInResult()
    {
    }

    /// <summary>The institution let the customer in.</summary>
    /// <param name="Accounts">Every account it shows to this login.</param>
    /// <param name="Remember">What to hand back at the next sign-in; null leaves what was remembered.</param>
    /// <param name="Reply">What it says to the inquiry; null where it was asked nothing, or does not tell.</param>
    public sealed record SignedIn(IReadOnlyList<ReportedAccount> Accounts, Secret? Remember = null, AccountReply? Reply = null) : SignInResult;

    /// <summary>The institution did not let the customer in, or could not be read.</summary>
    /// <param name="Error">Why: one of the catalogue's errors that can be an aggregation status.</param>
    /// <param name="InstitutionCode">The number the institution itself gave, if any.</param>
    public sealed record Refused(Errors.Error Error, int? InstitutionCode = null) : SignInResult;
}
