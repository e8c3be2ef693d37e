import { type App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';

/**
 * Has the AwsSolutions rules of cdk-nag look at the app whenever it is synthesized; what they find ends that. What
 * is meant so is acknowledged beside the construct that it is of, with the reason. Beside them the CDK itself holds
 * the template against CloudFormation's schemas (cdk.json makes what these find errors), and `CDK_VALIDATION=false`,
 * as of `cdk synth --no-validation`, is for both.
 */
export function addChecks(app: App): void {
  if (process.env['CDK_VALIDATION'] === 'false') return;
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
}
