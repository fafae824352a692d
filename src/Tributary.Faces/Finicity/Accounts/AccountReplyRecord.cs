using Microsoft.AspNetCore.Http;
using Tributary.Core.Accounts;

namespace Tributary.Faces.Finicity.Accounts;

/// <summary>What an institution said of an account: where money can be sent to, and who holds it. Version 3 gives the same another shape.</summary>
internal static class AccountReplyRecord
{
    // Institutions do not say how a name is to be read; it is a person's unless somebody says otherwise.
    private const string NameClassification = "person";
    private const long Certain = 100;

    public static IResult Answer(AccountReply reply) => reply switch
    {
        AccountReply.AchDetails details => FinicityAnswer.Ok(wire => wire.Document("accountDetails", () =>
        {
            wire.Text("routingNumber", details.RoutingNumber);
            wire.Text("realAccountNumber", details.AccountNumber.Reveal());
        })),
        _ => FinicityAnswer.Ok(wire => wire.Document("accountOwner", () =>
        {
            var owner = (AccountReply.Owner)reply;
            wire.Text("ownerName", owner.Name);
            wire.Text("ownerAddress", owner.Address ?? "");
            wire.Number("asOfDate", EpochTime.Of(owner.AsOf));
        })),
    };

    public static IResult AnswerV3(AccountReply reply) => reply switch
    {
        AccountReply.AchDetails details => FinicityAnswer.Ok(wire => wire.Document("accountDetails", () =>
            wire.List("paymentInstruction", "paymentInstruction", [details], ach =>
            {
                wire.Text("type", "ach");
                wire.Text("accountNumber", ach.AccountNumber.Reveal());
                wire.List("descriptors", "descriptor", [ach.RoutingNumber], routing =>
                {
                    wire.Text("type", "routingNumber");
                    wire.Text("value", routing);
                });
            }))),
        _ => FinicityAnswer.Ok(wire => wire.Document("accountOwner", () =>
            wire.List("holders", "holder", [(AccountReply.Owner)reply], owner =>
            {
                wire.Text("ownerName", owner.Name);
                wire.Text("nameClassification", NameClassification);
                wire.Number("nameClassificationConfidenceScore", Certain);
                wire.List("addresses", "address", new[] { owner.Address }.OfType<string>(), address => wire.Text("ownerAddress", address));
                wire.Number("asOfDate", EpochTime.Of(owner.AsOf));
            }))),
    };
}
