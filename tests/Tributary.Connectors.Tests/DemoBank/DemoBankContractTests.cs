namespace Tributary.Connectors.Tests.DemoBank;

public sealed class DemoBankContractTests : ConnectorContract
{
    protected override ConnectorUnderTest Open()
    {
        var bank = new Bank();
        return new ConnectorUnderTest
        {
            Connector = bank.Connector,
            Welcome = bank.Request(Bank.CcBank, "direct", "kept from every text", Bank.Today.AddDays(-90)),
            WrongPassword = bank.Request(Bank.FinBank, "demo", "not the password", Bank.Today.AddDays(-90)),
            Asked = bank.Request(Bank.CcBank, "tfa_text", "kept from every text", Bank.Today.AddDays(-90)),
            AttemptsSeenByInstitution = () => bank.Script.At(Bank.FinBank).SignInsStarted + bank.Script.At(Bank.CcBank).SignInsStarted,
            PassADay = () => bank.PassDays(1),
            MakeInstitutionSlow = () => bank.Script.At(Bank.CcBank).Behaviour = new() { Delay = TimeSpan.FromHours(1) },
        };
    }
}
