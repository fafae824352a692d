using Tributary.Core.Accounts;
using Tributary.Core.Institutions;
using Tributary.Faces.Wire;

namespace Tributary.Faces.Finicity.Accounts;

/// <summary>How a loan is paid (Finicity Loan Payment Details): under which number, to which address, and what would pay it off.</summary>
internal static class LoanDetailsRecord
{
    public static FinicityAnswer Answer(Account account, PostalAddress address) => FinicityAnswer.Ok(wire => wire.Document("loanDetails", () =>
    {
        wire.Text("loanNumber", account.Number);
        wire.Text("loanPaymentNumber", account.Number);
        wire.Text("loanPaymentAddress", OnOneLine(address));
        wire.List("loanDetail", "loan", [account], loan => WriteLoan(wire, loan, address));
    }));

    private static void WriteLoan(WireWriter wire, Account account, PostalAddress address)
    {
        wire.Text("accountId", account.Id.ToString());
        wire.Text("loanNumber", account.Number);
        wire.Text("loanPaymentNumber", account.Number);
        wire.Text("loanPaymentAddress", OnOneLine(address));
        if (account is not { Detail: LoanDetail { Payoff: { } payoff }, BalanceDate: { } date })
            return;
        wire.Number("loanFuturePayoffAmount", payoff);
        wire.Text("loanFuturePayoffDate", $"{date:yyyy-MM-dd}T12:00:00Z");
    }

    private static string OnOneLine(PostalAddress address) => string.Join(
        ' ', new[] { address.Line1, address.Line2, address.City, address.State, address.PostalCode }.Where(part => !string.IsNullOrEmpty(part)));
}
