using System.Globalization;
using Tributary.Connectors.DemoBank.Accounts;
using Tributary.Core.Institutions;

namespace Tributary.Connectors.DemoBank.Documents;

/// <summary>
/// One month of an account as a bank prints it: the balance it began with, every posting with the balance after it, the balance it ended with.
/// </summary>
internal static class MonthlyStatement
{
    private const int Left = 54;
    private const int Right = PdfDocument.Width - 54;
    private const int AmountColumn = 450;
    private const int LineHeight = 14;
    private const int LowestLine = 72;

    public static byte[] Print(Institution institution, AccountHolder holder, DemoAccount account, Month month)
    {
        var document = new PdfDocument();
        var y = Begin(document, institution, holder, account, month);
        var balance = account.OpeningBalance(month);
        document.Write(Left, y, "Beginning balance", bold: true);
        document.WriteFigure(Right, y, Figure(balance), bold: true);
        foreach (var posting in account.PostingsIn(month))
        {
            y -= LineHeight;
            if (y < LowestLine)
                y = Begin(document, institution, holder, account, month);
            balance += posting.Amount;
            document.Write(Left, y, Day(posting.Posted));
            document.Write(Left + 70, y, posting.Description);
            document.WriteFigure(AmountColumn, y, Figure(posting.Amount));
            document.WriteFigure(Right, y, Figure(balance));
        }

        y -= LineHeight;
        document.Rule(Left, Right, y + LineHeight - 4);
        document.Write(Left, y, "Ending balance", bold: true);
        document.WriteFigure(Right, y, Figure(balance), bold: true);
        return document.Encode($"{institution.Name} {account.Name} {month.Year}-{month.Number:00}");
    }

    private static int Begin(PdfDocument document, Institution institution, AccountHolder holder, DemoAccount account, Month month)
    {
        document.AddPage();
        document.Write(Left, 730, institution.Name, size: 18, bold: true);
        document.Write(Left, 712, $"{institution.Address.Line1}, {institution.Address.City}, {institution.Address.State} {institution.Address.PostalCode}");
        document.Write(Left, 684, holder.Name);
        document.Write(Left, 672, holder.Address);
        document.Write(330, 684, $"{account.Name} account {account.Number}", bold: true);
        document.Write(330, 672, $"Statement period {Day(month.First)} to {Day(month.Last)}");
        document.Write(Left, 640, "Date", bold: true);
        document.Write(Left + 70, 640, "Description", bold: true);
        document.Write(AmountColumn - 36, 640, "Amount", bold: true);
        document.Write(Right - 38, 640, "Balance", bold: true);
        document.Rule(Left, Right, 634);
        return 620;
    }

    private static string Day(DateOnly day) => day.ToString("MM/dd/yyyy", CultureInfo.InvariantCulture);

    private static string Figure(decimal amount) => amount.ToString("#,##0.00", CultureInfo.InvariantCulture);
}
